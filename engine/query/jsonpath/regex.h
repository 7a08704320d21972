#pragma once
// Regex: a pattern of a filter (`=~ /…/i`), of java.util.regex. Immutable, cheap to copy, safe to
// share between threads. Matching is bounded, so that no pattern can hang.
#include <memory>
#include <optional>
#include <string_view>

#include "engine/query/budget.h"

namespace sfn::jsonpath {

class Regex {
 public:
  // Flags are Java's letters: d i m s u x U. nullopt where the pattern is none.
  [[nodiscard]] static std::optional<Regex> compile(std::string_view pattern,
                                                    std::string_view flags);

  enum class Match { No, Yes, GaveUp };
  // All of the text, not part of it. Gives up where the budget ends, or after some tenth of a
  // second.
  [[nodiscard]] Match matches(std::string_view text, query::Budget& budget) const;

 private:
  struct Program;
  explicit Regex(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::shared_ptr<const Program> program_;
};

}  // namespace sfn::jsonpath
