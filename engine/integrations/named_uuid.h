#pragma once
// A UUID that a text always has: a name for what is made once, however often it is asked for.
#include <string>
#include <string_view>

namespace sfn::engine {

// RFC 9562, version 8: of the text's SHA-256.
[[nodiscard]] std::string named_uuid(std::string_view text);

}  // namespace sfn::engine
