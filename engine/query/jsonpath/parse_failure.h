#pragma once
// ParseFailure: why a text is no path, while it is still being parsed. Internal to this folder; a
// plain value.
#include <string>
#include <utility>

#include "base/result.h"

namespace sfn::jsonpath {

struct ParseFailure {
  // Jayway's parser tries again after the first, reports the second in other words, and has not the
  // third.
  enum class Kind { Syntax, Runtime, Limit };
  Kind kind = Kind::Syntax;
  std::string message;
};

[[nodiscard]] inline auto syntax_failure(std::string message) {
  return sfn::unexpected(ParseFailure{ParseFailure::Kind::Syntax, std::move(message)});
}
[[nodiscard]] inline auto runtime_failure(std::string message) {
  return sfn::unexpected(ParseFailure{ParseFailure::Kind::Runtime, std::move(message)});
}
[[nodiscard]] inline auto limit_failure(std::string message) {
  return sfn::unexpected(ParseFailure{ParseFailure::Kind::Limit, std::move(message)});
}

template <typename T>
using Parsed = Result<T, ParseFailure>;

}  // namespace sfn::jsonpath
