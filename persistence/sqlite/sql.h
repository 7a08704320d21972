#pragma once
// Sql: the text of a statement. It can only be made from a literal, so no value from outside ever
// becomes part of a statement.
namespace sfn::persistence::sqlite {

class Sql {
 public:
  consteval Sql(const char* literal) : text_(literal) {}  // NOLINT(*-explicit-*): reads as a string
  [[nodiscard]] constexpr const char* text() const { return text_; }

 private:
  const char* text_;
};

}  // namespace sfn::persistence::sqlite
