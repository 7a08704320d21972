#pragma once
// States.DataLimitExceeded: a result, or other state data, that is larger than AWS allows. One
// sentence for whatever is named in it: a state, a service or a function's ARN. AWS "Quotas"
#include <string>
#include <utility>

#include "api-models/quotas.h"
#include "base/json/json.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

[[nodiscard]] inline StatesError data_limit_exceeded(const std::string& named, ErrorKind kind) {
  return {
      std::string(error_names::kDataLimitExceeded),
      "The state/task '" + named +
          "' returned a result with a size exceeding the maximum number of bytes service limit.",
      kind};
}

// What a state built for its work, where it is not too large for that. AWS "Error names": the input
// after Parameters, too. Whether AWS lets that be caught, and its words, are not known.
[[nodiscard]] inline StateResult<Json> within_payload(Json input, const std::string& state) {
  if (input.text_bytes() > api::quotas::kPayloadBytes)
    return sfn::unexpected(data_limit_exceeded(state, ErrorKind::Fatal));
  return input;
}

}  // namespace sfn::engine
