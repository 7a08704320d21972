#include "engine/states/string_matches.h"

#include <string>
#include <vector>

#include "base/utf8.h"
#include "engine/query/jsonpath/expression.h"

namespace sfn::engine {
namespace {

// The literal texts before, between and behind the stars. ASL: any other use of the backslash is an
// error at run time.
StateResult<std::vector<std::string>> split_at_stars(std::string_view pattern) {
  std::vector<std::string> literals(1);
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '*') {
      literals.emplace_back();
      continue;
    }
    if (pattern[at] == '\\') {
      if (++at == pattern.size() || (pattern[at] != '*' && pattern[at] != '\\')) {
        return sfn::unexpected(runtime_error("The pattern '" +
                                             std::string(utf8_prefix(pattern, 200)) +
                                             "' contains an open escape backslash."));
      }
    }
    literals.back() += pattern[at];
  }
  return literals;
}

// Where the first occurrence of the literal ends, or npos. By Knuth, Morris and Pratt: find() and
// the searchers of the standard library may take time that is the product of both lengths.
std::size_t end_of_first(std::string_view literal, std::string_view text) {
  if (literal.empty()) return 0;
  if (literal.size() > text.size()) return std::string_view::npos;
  // For each length of a matched part: how much of it is matched still when it begins later.
  std::vector<std::size_t> fallback(literal.size() + 1, 0);
  const auto extended = [&](std::size_t matched, char c) {
    while (matched > 0 && literal[matched] != c) matched = fallback[matched];
    return literal[matched] == c ? matched + 1 : 0;
  };
  for (std::size_t at = 1; at < literal.size(); ++at)
    fallback[at + 1] = extended(fallback[at], literal[at]);
  std::size_t matched = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    matched = extended(matched, text[at]);
    if (matched == literal.size()) return at + 1;
  }
  return std::string_view::npos;
}

// A byte costs far less than what is called a step elsewhere.
constexpr std::size_t kBytesPerStep = 64;

}  // namespace

StateResult<bool> string_matches(std::string_view text, std::string_view pattern,
                                 query::Budget& budget) {
  if (!budget.take_step(1 + (text.size() + pattern.size()) / kBytesPerStep))
    return sfn::unexpected(jsonpath::stopped_error(pattern));
  SFN_TRY(const std::vector<std::string> literals, split_at_stars(pattern));
  if (literals.size() == 1) return text == literals.front();
  if (text.size() < literals.front().size() + literals.back().size()) return false;
  if (!text.starts_with(literals.front()) || !text.ends_with(literals.back())) return false;
  text.remove_prefix(literals.front().size());
  text.remove_suffix(literals.back().size());
  // What lies between two stars is found as early as possible: that leaves most for the rest.
  for (std::size_t index = 1; index + 1 < literals.size(); ++index) {
    const std::size_t end = end_of_first(literals[index], text);
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end);
  }
  return true;
}

}  // namespace sfn::engine
