#include "engine/query/jsonpath/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <string>

#include "engine/query/jsonpath/java_regex.h"

namespace sfn::jsonpath {
namespace {

// A match is tried with few steps and, where they do not suffice, with ten times as many, for which
// the budget is charged before the time is spent. A step of compiled code takes two to twenty
// nanoseconds, most often two; the last try is some tenth of a second.
constexpr std::uint32_t kFirstSteps = 1'000;
constexpr std::uint32_t kMostSteps = 10'000'000;
constexpr std::uint32_t kGrowth = 10;
constexpr std::uint32_t kMatchStepsOfStep = 4;
constexpr std::uint64_t kSetupSteps = 100;
// Without compiled code a step takes several times as long.
constexpr std::uint32_t kSlowdown = 4;
constexpr std::uint32_t kMatchDepth = 50'000;
constexpr std::uint32_t kMatchKilobytes = 16 * 1024;
constexpr std::size_t kStackBytes = 32 * 1024;
constexpr std::size_t kMostStackBytes = 16 * 1024 * 1024;
constexpr std::size_t kPatternBytes = 8 * 1024;

template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using MatchContext = std::unique_ptr<pcre2_match_context, FreeWith<&pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, FreeWith<&pcre2_match_data_free>>;
using Stack = std::unique_ptr<pcre2_jit_stack, FreeWith<&pcre2_jit_stack_free>>;
using Code = std::unique_ptr<pcre2_code, FreeWith<&pcre2_code_free>>;

PCRE2_SPTR units(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());  // NOLINT: the library's idea of a character
}

MatchContext limits_of(std::uint32_t steps) {
  MatchContext limits(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(limits.get(), steps);
  pcre2_set_depth_limit(limits.get(), kMatchDepth);
  pcre2_set_heap_limit(limits.get(), kMatchKilobytes);
  return limits;
}

int match_within(const pcre2_code* code, std::string_view text, pcre2_match_context* limits) {
  const MatchData found(pcre2_match_data_create(1, nullptr));
  return pcre2_match(code, units(text), text.size(), 0, 0, found.get(), limits);
}

// Compiled code begins with a small stack of the thread's own; a larger one is made for the few
// matches that need it, so that nothing is kept for a thread.
int match_with_steps(const pcre2_code* code, std::string_view text, std::uint32_t steps) {
  const MatchContext limits = limits_of(steps);
  const int result = match_within(code, text, limits.get());
  if (result != PCRE2_ERROR_JIT_STACKLIMIT) return result;
  const Stack stack(pcre2_jit_stack_create(kStackBytes, kMostStackBytes, nullptr));
  pcre2_jit_stack_assign(limits.get(), nullptr, stack.get());
  return match_within(code, text, limits.get());
}

}  // namespace

struct Regex::Program {
  Code code;
  bool is_compiled = false;  // to machine code, which not every build of PCRE2 can do
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  if (pattern.size() > kPatternBytes) return std::nullopt;
  const std::optional<std::string> translated = pcre_of_java_regex(pattern, flags);
  if (!translated) return std::nullopt;
  int error = 0;
  PCRE2_SIZE place = 0;
  // Anchors given to a match instead would keep it from using compiled code.
  Code code(pcre2_compile(units(*translated), translated->size(),
                          PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &place, nullptr));
  if (!code) return std::nullopt;
  const bool is_compiled = pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE) == 0;
  return Regex(std::make_shared<const Program>(Program{std::move(code), is_compiled}));
}

Regex::Match Regex::matches(std::string_view text, query::Budget& budget) const {
  std::uint64_t cost = kSetupSteps + text.size() / query::kBytesOfStep;
  for (std::uint32_t allowed = kFirstSteps; allowed <= kMostSteps; allowed *= kGrowth) {
    if (!budget.take_step(cost)) return Match::GaveUp;
    const std::uint32_t steps = program_->is_compiled ? allowed : allowed / kSlowdown;
    const int result = match_with_steps(program_->code.get(), text, steps);
    if (result >= 0) return Match::Yes;
    if (result == PCRE2_ERROR_NOMATCH) return Match::No;
    if (result != PCRE2_ERROR_MATCHLIMIT) return Match::GaveUp;
    cost = std::uint64_t{allowed} * kGrowth / kMatchStepsOfStep;
  }
  return Match::GaveUp;
}

}  // namespace sfn::jsonpath
