#include "engine/query/jsonata/regex/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <utility>

#include "engine/query/jsonata/regex/pattern.h"

namespace sfn::query::jsonata {
namespace {

// From one place in a text; the budget counts what all of them take together.
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

// Called in front of each part of a pattern that is tried. PCRE2's own limits start anew at every
// place of a text, and do not count how far `a*` goes at once.
struct Watch {
  Budget& budget;
  std::size_t place = 0;
};
int watch_match(pcre2_callout_block* block, void* data) {
  auto& watch = *static_cast<Watch*>(data);
  const std::size_t place = block->current_position;
  const std::size_t moved = place > watch.place ? place - watch.place : watch.place - place;
  watch.place = place;
  return watch.budget.take_step(1 + moved / kBytesOfStep) ? 0 : PCRE2_ERROR_CALLOUT;
}

constexpr std::uint32_t kOptions = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                                   PCRE2_MATCH_UNSET_BACKREF | PCRE2_AUTO_CALLOUT;

CompiledPattern compile_pattern(std::string_view pattern, std::uint32_t options) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  return CompiledPattern(
      pcre2_compile(units(pattern), pattern.size(), options, &error, &offset, nullptr));
}

// Strings are UTF-8 but for halves of characters.
bool has_half_character(std::string_view text) {
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos;
       at = text.find('\xED', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

}  // namespace

struct Regex::Program {
  std::string pattern;
  std::string translated;
  std::uint32_t options = 0;
  CompiledPattern code;
  MatchContext limits;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  const bool ignores_case = flags.find('i') != std::string_view::npos;
  const bool is_multiline = flags.find('m') != std::string_view::npos;
  const std::optional<std::string> translated = pcre_pattern(pattern, is_multiline);
  if (!translated) return std::nullopt;
  auto program = std::make_shared<Program>();
  program->pattern = std::string(pattern);
  program->translated = *translated;
  program->options = kOptions | (ignores_case ? PCRE2_CASELESS : 0u);
  program->code = compile_pattern(program->translated, program->options);
  if (!program->code) return std::nullopt;
  program->limits.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(program->limits.get(), kMatchSteps);
  pcre2_set_depth_limit(program->limits.get(), kMatchDepth);
  pcre2_set_heap_limit(program->limits.get(), kMatchKilobytes);
  return Regex(std::move(program));
}

std::string_view Regex::pattern() const { return program_->pattern; }

Regex::Result Regex::match(std::string_view text, std::size_t from, RegexMatch& found,
                           Budget& budget) const {
  const pcre2_code* code = program_->code.get();
  std::uint32_t options = PCRE2_NO_UTF_CHECK;
  CompiledPattern lenient;
  if (has_half_character(text)) {
    // Nothing matches half a character. That is rare enough to be compiled for each match.
    const std::size_t cost = text.size() / kBytesOfStep + program_->translated.size();
    if (!budget.take_step(cost)) return Result::GaveUp;
    lenient = compile_pattern(program_->translated, program_->options | PCRE2_MATCH_INVALID_UTF);
    if (!lenient) return Result::GaveUp;
    code = lenient.get();
    options = 0;
  }
  const MatchData data(pcre2_match_data_create_from_pattern(code, nullptr));
  const MatchContext context(pcre2_match_context_copy(program_->limits.get()));
  Watch watch{budget, from};
  pcre2_set_callout(context.get(), &watch_match, &watch);
  const int result =
      pcre2_match(code, units(text), text.size(), from, options, data.get(), context.get());
  if (result == PCRE2_ERROR_NOMATCH) return Result::No;
  if (result < 0) return Result::GaveUp;
  std::uint32_t groups = 0;
  pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
  const PCRE2_SIZE* const places = pcre2_get_ovector_pointer(data.get());
  found.groups.assign(groups + 1, {});
  for (std::size_t i = 0; i <= groups; ++i) {
    const bool is_set = i < static_cast<std::size_t>(result) && places[2 * i] != PCRE2_UNSET;
    if (is_set) found.groups[i] = {places[2 * i], places[2 * i + 1], true};
  }
  return Result::Yes;
}

}  // namespace sfn::query::jsonata
