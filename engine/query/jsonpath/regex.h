#pragma once
// Regex: a pattern of a filter (`=~ /…/i`). Immutable, cheap to copy, safe to share between
// threads. The syntax is that of PCRE2, which agrees with Java's for what paths use; matching is
// bounded, so that no pattern can hang.
#include <memory>
#include <optional>
#include <string_view>

namespace sfn::jsonpath {

class Regex {
 public:
  // Flags are Java's letters: d i x m s u U. nullopt where the pattern is none.
  [[nodiscard]] static std::optional<Regex> compile(std::string_view pattern,
                                                    std::string_view flags);
  // Whether the letter is one of them.
  [[nodiscard]] static bool is_flag(char letter);

  enum class Match { No, Yes, GaveUp };
  // All of the text, not part of it.
  [[nodiscard]] Match matches(std::string_view text) const;

 private:
  struct Program;
  explicit Regex(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::shared_ptr<const Program> program_;
};

}  // namespace sfn::jsonpath
