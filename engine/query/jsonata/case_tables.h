#pragma once
// Unicode's tables of upper and lower case beyond ASCII, sorted by character. case_tables.cpp is
// made by tools/unicode_case.
#include <cstdint>
#include <span>
#include <string_view>

namespace sfn::query::jsonata {

// Characters, each or every second one, and how far from them the other case lies.
struct CaseMapping {
  char32_t first, last;
  char32_t step;
  std::int32_t delta;
};
// A character whose other case is longer than one character.
struct LongCase {
  char32_t character;
  std::string_view cased;
};
struct CharacterRange {
  char32_t first, last;
};

[[nodiscard]] std::span<const CaseMapping> upper_mappings();
[[nodiscard]] std::span<const LongCase> long_upper_cases();
[[nodiscard]] std::span<const CaseMapping> lower_mappings();
[[nodiscard]] std::span<const LongCase> long_lower_cases();
// Unicode "Cased" and "Case_Ignorable", ASCII included.
[[nodiscard]] std::span<const CharacterRange> cased_characters();
[[nodiscard]] std::span<const CharacterRange> case_ignorable_characters();

}  // namespace sfn::query::jsonata
