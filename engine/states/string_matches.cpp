#include "engine/states/string_matches.h"

#include <string>
#include <vector>

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
        return sfn::unexpected(runtime_error("The pattern '" + std::string(pattern.substr(0, 200)) +
                                             "' contains an open escape backslash."));
      }
    }
    literals.back() += pattern[at];
  }
  return literals;
}

}  // namespace

StateResult<bool> string_matches(std::string_view text, std::string_view pattern) {
  SFN_TRY(const std::vector<std::string> literals, split_at_stars(pattern));
  if (literals.size() == 1) return text == literals.front();
  if (text.size() < literals.front().size() + literals.back().size()) return false;
  if (!text.starts_with(literals.front()) || !text.ends_with(literals.back())) return false;
  text.remove_prefix(literals.front().size());
  text.remove_suffix(literals.back().size());
  // What lies between two stars is found as early as possible: that leaves most for the rest.
  for (std::size_t index = 1; index + 1 < literals.size(); ++index) {
    const std::size_t found = text.find(literals[index]);
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + literals[index].size());
  }
  return true;
}

}  // namespace sfn::engine
