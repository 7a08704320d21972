#pragma once
// The grammar of intrinsic function calls. ASL "Intrinsic Functions"
#include <string_view>

#include "engine/query/jsonpath/intrinsic_call.h"

namespace sfn::jsonpath {

// Whether the text claims to be a call.
[[nodiscard]] bool looks_like_intrinsic(std::string_view text);
// A call, complete and known by name. The numbers and types of arguments are looked at when it is
// evaluated, as on AWS.
[[nodiscard]] Result<IntrinsicCall, PathError> parse_intrinsic_call(std::string_view text);

}  // namespace sfn::jsonpath
