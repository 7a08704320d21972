#include "engine/query/jsonata/letter_case.h"

#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "engine/query/jsonata/case_tables.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr std::string_view kCapitalSigmaText = "Σ", kFinalSigma = "ς";

char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; }
char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }

// The last range that begins at or before the character, if that is within it.
template <typename Range>
const Range* find_range(std::span<const Range> ranges, char32_t c) {
  const auto behind =
      std::upper_bound(ranges.begin(), ranges.end(), c,
                       [](char32_t x, const Range& range) { return x < range.first; });
  if (behind == ranges.begin()) return nullptr;
  const Range& range = *(behind - 1);
  return c <= range.last ? &range : nullptr;
}

const LongCase* find_long(std::span<const LongCase> rows, char32_t c) {
  const auto row = std::lower_bound(rows.begin(), rows.end(), c,
                                    [](const LongCase& a, char32_t x) { return a.character < x; });
  return row != rows.end() && row->character == c ? &*row : nullptr;
}

struct Conversion {
  std::span<const CaseMapping> mappings;
  std::span<const LongCase> long_cases;
};

void append_cased(std::string& to, const Conversion& conversion, char32_t c,
                  std::string_view as_it_is) {
  if (const LongCase* const row = find_long(conversion.long_cases, c)) {
    to += row->cased;
    return;
  }
  const CaseMapping* const mapping = find_range(conversion.mappings, c);
  if (mapping == nullptr || (c - mapping->first) % mapping->step != 0) {
    to += as_it_is;
    return;
  }
  append_code_point(to, c + static_cast<char32_t>(mapping->delta));
}

bool is_cased(char32_t c) { return find_range(cased_characters(), c) != nullptr; }
bool is_case_ignorable(char32_t c) { return find_range(case_ignorable_characters(), c) != nullptr; }

// Whether the next character that counts is a letter with cases.
bool is_before_cased(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    if (!is_case_ignorable(point.code)) return is_cased(point.code);
    at += point.bytes;
  }
  return false;
}

}  // namespace

std::string upper_cased(std::string_view text) {
  const Conversion upper{upper_mappings(), long_upper_cases()};
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.bytes == 1) {
      result += ascii_upper(text[at]);
    } else {
      append_cased(result, upper, point.code, text.substr(at, point.bytes));
    }
    at += point.bytes;
  }
  return result;
}

std::string lower_cased(std::string_view text) {
  const Conversion lower{lower_mappings(), long_lower_cases()};
  std::string result;
  result.reserve(text.size());
  // What stands before it counts for a sigma alone.
  const bool has_sigma = text.find(kCapitalSigmaText) != std::string_view::npos;
  bool is_behind_cased = false;  // with nothing between that counts
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::size_t next = at + point.bytes;
    if (point.bytes == 1) {
      result += ascii_lower(text[at]);
    } else if (point.code == kCapitalSigma && is_behind_cased && !is_before_cased(text, next)) {
      result += kFinalSigma;  // Unicode SpecialCasing.txt "Final_Sigma": at the end of a word
    } else {
      append_cased(result, lower, point.code, text.substr(at, point.bytes));
    }
    if (has_sigma && !is_case_ignorable(point.code)) is_behind_cased = is_cased(point.code);
    at = next;
  }
  return result;
}

}  // namespace sfn::query::jsonata
