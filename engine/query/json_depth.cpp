#include "engine/query/json_depth.h"

#include <string>
#include <utility>

namespace sfn::query {

StateResult<Json> within_depth(Json value) {
  if (value.is_deeper_than(kJsonDepth)) {
    return sfn::unexpected(runtime_error("The value is nested more than " +
                                         std::to_string(kJsonDepth) + " levels deep"));
  }
  return value;
}

}  // namespace sfn::query
