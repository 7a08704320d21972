#include "engine/query/jsonata/letter_case.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

// Unicode SpecialCasing.txt: characters whose upper case is longer than one character.
struct LongCase {
  std::string_view character;
  std::string_view cased;
};
constexpr auto kLongUpperCases = std::to_array<LongCase>({
    {"ß", "SS"},
    {"ŉ", "ʼN"},
    {"ǰ", "J̌"},
    {"ΐ", "Ϊ́"},
    {"ΰ", "Ϋ́"},
    {"և", "ԵՒ"},
    {"ẖ", "H̱"},
    {"ẗ", "T̈"},
    {"ẘ", "W̊"},
    {"ẙ", "Y̊"},
    {"ẚ", "Aʾ"},
    {"ﬀ", "FF"},
    {"ﬁ", "FI"},
    {"ﬂ", "FL"},
    {"ﬃ", "FFI"},
    {"ﬄ", "FFL"},
    {"ﬅ", "ST"},
    {"ﬆ", "ST"},
});
constexpr auto kLongLowerCases = std::to_array<LongCase>({{"İ", "i̇"}});

std::string ascii_cased(std::string_view text, char first, char last) {
  std::string result(text);
  for (char& c : result) {
    if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
  }
  return result;
}

// Unicode's simple mappings, of which PCRE2 has the tables.
std::string simply_cased(std::string_view text, std::string_view replacement) {
  const auto units = [](std::string_view view) {
    return reinterpret_cast<PCRE2_SPTR>(view.data());  // NOLINT: the library's idea of a character
  };
  int error = 0;
  PCRE2_SIZE offset = 0;
  constexpr std::string_view kEverything = ".+";
  const std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code(
      pcre2_compile(units(kEverything), kEverything.size(),
                    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_UCP | PCRE2_DOTALL, &error, &offset,
                    nullptr),
      &pcre2_code_free);
  std::string result(text.size() * 2 + 16, '\0');
  PCRE2_SIZE size = result.size();
  const int done = pcre2_substitute(
      code.get(), units(text), text.size(), 0, PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_EXTENDED,
      nullptr, nullptr, units(replacement), replacement.size(),
      reinterpret_cast<PCRE2_UCHAR*>(result.data()), &size);  // NOLINT
  if (done < 0) return std::string(text);
  result.resize(size);
  return result;
}

// Exceptions first: what they become is changed no further.
template <std::size_t Size>
std::string cased(std::string_view text, const std::array<LongCase, Size>& exceptions,
                  std::string_view replacement) {
  std::string without_exceptions;
  without_exceptions.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text[at]);
    std::string_view character = text.substr(at, length);
    if (length > 1) {
      const auto* const row =
          std::find_if(exceptions.begin(), exceptions.end(),
                       [&](const LongCase& entry) { return entry.character == character; });
      if (row != exceptions.end()) character = row->cased;
    }
    without_exceptions += character;
    at += length;
  }
  return simply_cased(without_exceptions, replacement);
}

}  // namespace

std::string upper_cased(std::string_view text) {
  return is_ascii(text) ? ascii_cased(text, 'a', 'z') : cased(text, kLongUpperCases, "\\U$0");
}

std::string lower_cased(std::string_view text) {
  if (is_ascii(text)) return ascii_cased(text, 'A', 'Z');
  std::string result = cased(text, kLongLowerCases, "\\L$0");
  // Unicode "Final_Sigma": at the end of a word another letter is used.
  constexpr std::string_view kSigma = "σ", kFinalSigma = "ς", kCapitalSigma = "Σ";
  if (text.find(kCapitalSigma) == std::string_view::npos) return result;
  const auto is_letter = [](unsigned char c) { return (c | 0x20u) - 'a' < 26u || c >= 0x80; };
  for (std::size_t at = result.find(kSigma); at != std::string::npos;
       at = result.find(kSigma, at + kSigma.size())) {
    const std::size_t end = at + kSigma.size();
    const bool is_after_letter = at > 0 && is_letter(static_cast<unsigned char>(result[at - 1]));
    const bool is_before_letter =
        end < result.size() && is_letter(static_cast<unsigned char>(result[end]));
    // Both texts are of one length where the sigma stands in the given one too.
    const bool was_capital =
        result.size() == text.size() && text.substr(at, kSigma.size()) == kCapitalSigma;
    if (was_capital && is_after_letter && !is_before_letter)
      result.replace(at, kSigma.size(), kFinalSigma);
  }
  return result;
}

}  // namespace sfn::query::jsonata
