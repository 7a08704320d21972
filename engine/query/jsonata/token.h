#pragma once
// Token: what the lexer takes the text apart into. Views point into the text or into the strings
// that the lexer keeps.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

enum class TokenKind : std::uint8_t {
  End,
  Operator,  // `and`, `or` and `in` too, which may turn out to be names
  Name,
  Variable,
  String,
  Number,
  Literal,  // true, false, null
  Regex,
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;     // operator, name, string; the spelling of a number; a regex's pattern
  std::string_view flags;    // of a regex
  Value value;               // of a number or literal
  std::size_t position = 0;  // behind it, in bytes

  [[nodiscard]] bool is(std::string_view operator_text) const {
    return kind == TokenKind::Operator && text == operator_text;
  }
};

}  // namespace sfn::query::jsonata
