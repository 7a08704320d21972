#include "base/java/string_tokenizer.h"

#include <algorithm>

#include "base/utf8.h"

namespace sfn {
namespace {

std::string_view character_of(std::string_view text, std::size_t at) {
  return text.substr(at, utf8_length(text[at]));
}

// The delimiters as a sorted set: there may be as many as the text has characters.
std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < text.size(); at += characters.back().size()) {
    characters.push_back(character_of(text, at));
  }
  std::sort(characters.begin(), characters.end());
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
  return characters;
}

}  // namespace

std::vector<std::string_view> java_tokens(std::string_view text, std::string_view delimiters) {
  const std::vector<std::string_view> ends = characters_of(delimiters);
  std::vector<std::string_view> tokens;
  std::size_t begin = 0;
  const auto end_token = [&](std::size_t end) {
    if (end > begin) tokens.push_back(text.substr(begin, end - begin));
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = character_of(text, at);
    if (std::binary_search(ends.begin(), ends.end(), character)) {
      end_token(at);
      begin = at + character.size();
    }
    at += character.size();
  }
  end_token(text.size());
  return tokens;
}

}  // namespace sfn
