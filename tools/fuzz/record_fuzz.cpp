// A journal's row, as a damaged store might hand it back: it is refused, or what is read is written
// and read alike. The first byte is the kind, the rest the payload.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/assert.h"
#include "engine/execution/record_codec.h"

namespace {

sfn::engine::Record decode(std::int32_t kind, std::string payload) {
  return sfn::engine::decode_record(2, 1, {}, kind, std::move(payload));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string payload(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::int32_t kind = data[0] & 0x1F;
  sfn::engine::Record record;
  try {
    record = decode(kind, payload);
  } catch (const sfn::BugError&) {
    return 0;
  }
  const sfn::engine::EncodedRecord once = sfn::engine::encode_record(record);
  SFN_ASSERT(once.kind == kind, "a record keeps its kind");
  const sfn::engine::EncodedRecord twice =
      sfn::engine::encode_record(decode(once.kind, once.payload));
  SFN_ASSERT(twice.payload == once.payload, "what was written is read back alike");
  return 0;
}
