#pragma once
// How a record is stored: a small kind number and a JSON payload that carries a version. Decoders
// keep reading every version that was ever written. State data is embedded as it is, so that its
// text survives byte for byte.
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/execution/record.h"

namespace sfn::engine {

struct EncodedRecord {
  std::int32_t kind = 0;
  std::string payload;
};

[[nodiscard]] EncodedRecord encode_record(const Record& record);
// seq, event id and time are stored beside the payload. Throws BugError for a kind or payload that
// this build cannot read.
[[nodiscard]] Record decode_record(std::int64_t seq, std::int64_t event_id, WorkflowTime at,
                                   std::int32_t kind, std::string payload);

}  // namespace sfn::engine
