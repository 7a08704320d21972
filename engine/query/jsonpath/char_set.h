#pragma once
// CharSet: characters of a java.util.regex pattern, such as those of a class in brackets, and the
// PCRE2 text that matches one of them. PCRE2's classes know no nesting and no intersection, so a
// set may become alternatives and lookaheads. A value.
#include <cstddef>
#include <string>

namespace sfn::jsonpath {

class CharSet {
 public:
  CharSet() = default;  // no character
  // What stands between the brackets of a PCRE2 class.
  [[nodiscard]] static CharSet of(std::string items);
  // The same, upper and lower case alike.
  [[nodiscard]] static CharSet of_any_case(std::string items);

  void unite(const CharSet& other);
  void intersect(const CharSet& other);
  [[nodiscard]] CharSet negated() const;

  // PCRE2's; may be quantified.
  [[nodiscard]] std::string text() const;
  // About the size of the text.
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] bool is_empty() const;
  // The alternatives that the set is made of, before it is negated.
  [[nodiscard]] std::string alternatives() const;

  std::string items_;
  std::string any_case_items_;
  std::string expression_;  // alternatives, each of which takes one character
  bool is_negated_ = false;
};

// The characters from one to the other as an item of a PCRE2 class. Surrogates, which no text
// holds, are left out.
[[nodiscard]] std::string char_range_item(char32_t first, char32_t last);

}  // namespace sfn::jsonpath
