#pragma once
// Regex: `/…/im`, as JavaScript understands it, run by PCRE2. Immutable, cheap to copy, safe to
// share between threads. Matching is bounded, so that no pattern can hang.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/budget.h"

namespace sfn::query::jsonata {

struct RegexMatch {
  struct Span {
    std::size_t begin = 0;  // in bytes
    std::size_t end = 0;
    bool is_set = false;
  };
  std::vector<Span> groups;  // the whole match first
};

class Regex {
 public:
  // Flags are `i` and `m`. nullopt where the pattern is none.
  [[nodiscard]] static std::optional<Regex> compile(std::string_view pattern,
                                                    std::string_view flags);

  enum class Result { No, Yes, GaveUp };
  // The first match from a byte on. Whatever is tried takes steps from the budget.
  [[nodiscard]] Result match(std::string_view text, std::size_t from, RegexMatch& found,
                             Budget& budget) const;
  [[nodiscard]] std::string_view pattern() const;

 private:
  struct Program;
  explicit Regex(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::shared_ptr<const Program> program_;
};

}  // namespace sfn::query::jsonata
