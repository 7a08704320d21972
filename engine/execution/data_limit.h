#pragma once
// States.DataLimitExceeded: a result, or other state data, that is larger than AWS allows. One
// sentence for whatever is named in it: a state, a service or a function's ARN. AWS "Quotas"
#include <string>

#include "engine/query/states_error.h"

namespace sfn::engine {

[[nodiscard]] inline StatesError data_limit_exceeded(const std::string& named, ErrorKind kind) {
  return {
      std::string(error_names::kDataLimitExceeded),
      "The state/task '" + named +
          "' returned a result with a size exceeding the maximum number of bytes service limit.",
      kind};
}

}  // namespace sfn::engine
