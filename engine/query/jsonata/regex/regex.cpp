#include "engine/query/jsonata/regex/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <utility>

#include "engine/query/jsonata/regex/pattern.h"

namespace sfn::query::jsonata {
namespace {

// About a hundredth of a second for one text; the budget counts how often.
constexpr std::uint32_t kMatchSteps = 1'000'000;
constexpr std::uint32_t kMatchDepth = 50'000;
constexpr std::uint32_t kMatchKilobytes = 16 * 1024;

template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using MatchContext = std::unique_ptr<pcre2_match_context, FreeWith<&pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, FreeWith<&pcre2_match_data_free>>;
using CompiledPattern = std::unique_ptr<pcre2_code, FreeWith<&pcre2_code_free>>;

PCRE2_SPTR units(std::string_view text) {
  // An empty view may have no address at all, which the library does not take.
  return reinterpret_cast<PCRE2_SPTR>(text.empty() ? "" : text.data());  // NOLINT
}

}  // namespace

struct Regex::Program {
  std::string pattern;
  CompiledPattern code;
  MatchContext limits;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  const bool ignores_case = flags.find('i') != std::string_view::npos;
  const bool is_multiline = flags.find('m') != std::string_view::npos;
  const std::optional<std::string> translated = pcre_pattern(pattern, is_multiline);
  if (!translated) return std::nullopt;
  // Halves of characters are not UTF-8; nothing matches them.
  const std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY |
                                PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                                (ignores_case ? PCRE2_CASELESS : 0u);
  int error = 0;
  PCRE2_SIZE offset = 0;
  auto program = std::make_shared<Program>();
  program->pattern = std::string(pattern);
  program->code.reset(
      pcre2_compile(units(*translated), translated->size(), options, &error, &offset, nullptr));
  if (!program->code) return std::nullopt;
  program->limits.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(program->limits.get(), kMatchSteps);
  pcre2_set_depth_limit(program->limits.get(), kMatchDepth);
  pcre2_set_heap_limit(program->limits.get(), kMatchKilobytes);
  return Regex(std::move(program));
}

std::string_view Regex::pattern() const { return program_->pattern; }

Regex::Result Regex::match(std::string_view text, std::size_t from, RegexMatch& found) const {
  const MatchData data(pcre2_match_data_create_from_pattern(program_->code.get(), nullptr));
  const int result = pcre2_match(program_->code.get(), units(text), text.size(), from, 0,
                                 data.get(), program_->limits.get());
  if (result == PCRE2_ERROR_NOMATCH) return Result::No;
  if (result < 0) return Result::GaveUp;
  std::uint32_t groups = 0;
  pcre2_pattern_info(program_->code.get(), PCRE2_INFO_CAPTURECOUNT, &groups);
  const PCRE2_SIZE* const places = pcre2_get_ovector_pointer(data.get());
  found.groups.assign(groups + 1, {});
  for (std::size_t i = 0; i <= groups; ++i) {
    const bool is_set = i < static_cast<std::size_t>(result) && places[2 * i] != PCRE2_UNSET;
    if (is_set) found.groups[i] = {places[2 * i], places[2 * i + 1], true};
  }
  return Result::Yes;
}

}  // namespace sfn::query::jsonata
