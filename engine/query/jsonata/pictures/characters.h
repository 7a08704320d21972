#pragma once
// Pictures are taken apart character by character.
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {

[[nodiscard]] inline std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    characters += point.code;
    at += point.bytes;
  }
  return characters;
}

[[nodiscard]] inline std::string text_of(std::u32string_view characters) {
  std::string text;
  for (const char32_t character : characters) append_code_point(text, character);
  return text;
}

}  // namespace sfn::query::jsonata
