#pragma once
// Lexer: takes the text of an expression apart. Not thread-safe; borrows the text.
#include <deque>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/token.h"

namespace sfn::query::jsonata {

class Lexer {
 public:
  // What is expected: a slash begins a regex where an operand is, and divides where an operator is.
  enum class Expecting : std::uint8_t { Operand, Operator };

  // Strings with escapes are written to `strings`, which must outlive the tokens.
  Lexer(std::string_view text, Dialect dialect, std::deque<std::string>& strings)
      : text_(text), dialect_(dialect), strings_(strings) {}

  [[nodiscard]] Result<Token, Refusal> next(Expecting expecting);

 private:
  using TokenResult = Result<Token, Refusal>;

  [[nodiscard]] char at(std::size_t place) const { return place < text_.size() ? text_[place] : 0; }
  [[nodiscard]] Token token(TokenKind kind, std::string_view text) const {
    return {kind, text, {}, {}, position_};
  }
  [[nodiscard]] Unexpected<Refusal> refuse(Code code, std::string_view token = {}) const;
  [[nodiscard]] bool skip_space();
  [[nodiscard]] Result<bool, Refusal> skip_comments();
  [[nodiscard]] TokenResult regex();
  [[nodiscard]] TokenResult string(char quote);
  [[nodiscard]] TokenResult number(std::size_t length);
  [[nodiscard]] TokenResult quoted_name();
  [[nodiscard]] Token name();
  [[nodiscard]] std::string_view operator_here() const;

  std::string_view text_;
  Dialect dialect_;
  std::deque<std::string>& strings_;
  std::size_t position_ = 0;
};

}  // namespace sfn::query::jsonata
