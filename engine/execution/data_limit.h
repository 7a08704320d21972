#pragma once
// How large state data, errors and causes may be. AWS "Quotas". States.DataLimitExceeded has one
// sentence for whatever is named in it: a state, a service or a function's ARN.
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "api-models/quotas.h"
#include "base/json/json.h"
#include "base/utf8.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

[[nodiscard]] inline StatesError data_limit_exceeded(const std::string& named, ErrorKind kind) {
  return {
      std::string(error_names::kDataLimitExceeded),
      "The state/task '" + named +
          "' returned a result with a size exceeding the maximum number of bytes service limit.",
      kind};
}

// AWS HistoryEvent: no error or cause is longer. What a function or a nested execution gives can
// be.
[[nodiscard]] inline StatesError cut_to_limits(StatesError error) {
  const auto cut = [](std::optional<std::string>& text, std::size_t limit) {
    if (text) text->resize(utf8_prefix(*text, limit).size());
  };
  cut(error.name, api::quotas::kErrorLength);
  cut(error.cause, api::quotas::kCauseLength);
  return error;
}

// What a state built for its work, where it is not too large for that. AWS "Error names": the input
// after Parameters, too. Whether AWS lets that be caught, and its words, are not known.
[[nodiscard]] inline StateResult<Json> within_payload(Json input, const std::string& state) {
  if (input.text_bytes() > api::quotas::kPayloadBytes)
    return sfn::unexpected(data_limit_exceeded(state, ErrorKind::Fatal));
  return input;
}

}  // namespace sfn::engine
