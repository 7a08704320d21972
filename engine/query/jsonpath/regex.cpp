#include "engine/query/jsonpath/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <string>

#include "engine/query/jsonpath/java_regex.h"

namespace sfn::jsonpath {
namespace {

// About a hundredth of a second for one text; a state's input may hold thousands of them, which the
// budget counts.
constexpr std::uint32_t kMatchSteps = 500'000;
constexpr std::uint32_t kMatchDepth = 50'000;
constexpr std::uint32_t kMatchKilobytes = 16 * 1024;
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
using Code = std::unique_ptr<pcre2_code, FreeWith<&pcre2_code_free>>;

PCRE2_SPTR units(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());  // NOLINT: the library's idea of a character
}

}  // namespace

struct Regex::Program {
  Code code;
  MatchContext limits;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  if (pattern.size() > kPatternBytes) return std::nullopt;
  const std::optional<std::string> translated = pcre_of_java_regex(pattern, flags);
  if (!translated) return std::nullopt;
  int error = 0;
  PCRE2_SIZE place = 0;
  Code code(
      pcre2_compile(units(*translated), translated->size(), PCRE2_UTF, &error, &place, nullptr));
  if (!code) return std::nullopt;
  MatchContext limits(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(limits.get(), kMatchSteps);
  pcre2_set_depth_limit(limits.get(), kMatchDepth);
  pcre2_set_heap_limit(limits.get(), kMatchKilobytes);
  return Regex(std::make_shared<const Program>(Program{std::move(code), std::move(limits)}));
}

Regex::Match Regex::matches(std::string_view text) const {
  const MatchData found(pcre2_match_data_create(1, nullptr));
  const int result =
      pcre2_match(program_->code.get(), units(text), text.size(), 0,
                  PCRE2_ANCHORED | PCRE2_ENDANCHORED, found.get(), program_->limits.get());
  if (result >= 0) return Match::Yes;
  return result == PCRE2_ERROR_NOMATCH ? Match::No : Match::GaveUp;
}

}  // namespace sfn::jsonpath
