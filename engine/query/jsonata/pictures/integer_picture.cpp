#include "engine/query/jsonata/pictures/integer_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/utf8.h"
#include "engine/query/jsonata/letter_case.h"
#include "engine/query/jsonata/number_text.h"

namespace sfn::query::jsonata {
namespace {

using Primary = IntegerPicture::Primary;
using Case = IntegerPicture::Case;

// Unicode general category Nd: the zeros of the decimal digits of the basic plane.
constexpr auto kZeros = std::to_array<char32_t>(
    {0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
     0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0,
     0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
     0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10});

struct NamedPicture {
  std::string_view text;
  Primary primary;
  Case letter_case;
};
constexpr auto kNamedPictures = std::to_array<NamedPicture>({
    {"A", Primary::Letters, Case::Upper},
    {"a", Primary::Letters, Case::Lower},
    {"I", Primary::Roman, Case::Upper},
    {"i", Primary::Roman, Case::Lower},
    {"W", Primary::Words, Case::Upper},
    {"Ww", Primary::Words, Case::Title},
    {"w", Primary::Words, Case::Lower},
});

struct RomanNumeral {
  int value;
  std::string_view letters;
};
constexpr auto kRomanNumerals = std::to_array<RomanNumeral>({
    {1000, "M"},
    {900, "CM"},
    {500, "D"},
    {400, "CD"},
    {100, "C"},
    {90, "XC"},
    {50, "L"},
    {40, "XL"},
    {10, "X"},
    {9, "IX"},
    {5, "V"},
    {4, "IV"},
    {1, "I"},
});

std::string cased(std::string text, Case letter_case) {
  if (letter_case == Case::Upper) return upper_cased(text);
  return letter_case == Case::Lower ? lower_cased(text) : text;
}

// The distance between separators, if each of its multiples has one and all are the same. They come
// in the order of their positions.
std::size_t regular_distance(const std::vector<IntegerPicture::Separator>& separators) {
  std::size_t distance = 0;
  for (const auto& separator : separators) {
    if (separator.character != separators.front().character) return 0;
    distance = std::gcd(distance, separator.position);
  }
  if (distance == 0) return 0;
  std::size_t multiple = 0;
  for (const auto& separator : separators) {
    if (separator.position == (multiple + 1) * distance) ++multiple;
  }
  // Two at one place stand for one of the multiples that must be there.
  return multiple == separators.size() ? distance : 0;
}

Result<IntegerPicture, PictureError> read_decimal_pattern(std::string_view pattern,
                                                          IntegerPicture picture) {
  std::u32string characters = code_points_of(pattern);
  std::reverse(characters.begin(), characters.end());
  std::size_t digits = 0;
  for (const char32_t character : characters) {
    const auto* const zero = std::find_if(kZeros.begin(), kZeros.end(), [&](char32_t candidate) {
      return character >= candidate && character < candidate + 10;
    });
    if (zero != kZeros.end()) {
      if (picture.mandatory_digits > 0 && *zero != picture.zero)
        return sfn::unexpected(PictureError{Code::D3131, {}});
      picture.zero = *zero;
      ++picture.mandatory_digits;
      ++digits;
    } else if (character == U'#') {
      ++picture.optional_digits;
      ++digits;
    } else {
      picture.separators.push_back({digits, character});
    }
  }
  picture.regular_distance = regular_distance(picture.separators);
  if (picture.mandatory_digits == 0) {
    picture.primary = Primary::Sequence;
    picture.token = pattern;
  }
  return picture;
}

std::string letters_of(double integer) {
  std::string letters;
  for (; integer > 0; integer = std::floor((integer - 1) / 26))
    letters.insert(letters.begin(),
                   static_cast<char>('a' + static_cast<int>(std::fmod(integer - 1, 26))));
  return letters;
}

Result<std::string, PictureError> roman_of(double integer) {
  // A thousand times a thousand M's are more than anybody reads.
  constexpr double kMost = 1e9;
  if (integer > kMost) return sfn::unexpected(PictureError{Code::MemoryLimit, {}});
  auto rest = static_cast<std::int64_t>(integer);
  std::string roman;
  for (const RomanNumeral& numeral : kRomanNumerals) {
    for (; rest >= numeral.value; rest -= numeral.value) roman += numeral.letters;
  }
  return roman;
}

std::string_view ordinal_suffix(const std::string& digits) {
  const char last = digits.back();
  const bool is_teen = digits.size() > 1 && digits[digits.size() - 2] == '1';
  if (is_teen) return "th";
  return last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th";
}

std::string decimal_of(double integer, const IntegerPicture& picture) {
  std::string digits = with_fixed_digits(integer, 0);
  if (digits.size() < picture.mandatory_digits)
    digits.insert(0, picture.mandatory_digits - digits.size(), '0');
  // From the right on, and turned round in the end.
  std::u32string characters;
  std::size_t next = 0;
  for (std::size_t written = 0; written < digits.size(); ++written) {
    if (picture.regular_distance > 0) {
      if (written > 0 && written % picture.regular_distance == 0)
        characters += picture.separators.front().character;
    } else {
      for (; next < picture.separators.size() && picture.separators[next].position <= written;
           ++next)
        characters += picture.separators[next].character;
    }
    const char digit = digits[digits.size() - 1 - written];
    characters += picture.zero + static_cast<char32_t>(digit - '0');
  }
  std::reverse(characters.begin(), characters.end());
  std::string text = text_of(characters);
  if (picture.is_ordinal) text += ordinal_suffix(digits);
  return text;
}

double value_of_letters(std::string_view text, char first) {
  double value = 0;
  for (const char letter : text) value = value * 26 + (letter - first + 1);
  return value;
}

double value_of_roman(std::string_view text) {
  double value = 0, largest = 1;
  for (std::size_t i = text.size(); i-- > 0;) {
    const auto* const numeral =
        std::find_if(kRomanNumerals.begin(), kRomanNumerals.end(),
                     [&](const RomanNumeral& row) { return row.letters == text.substr(i, 1); });
    if (numeral == kRomanNumerals.end()) return std::numeric_limits<double>::quiet_NaN();
    if (numeral->value < largest) {
      value -= numeral->value;
    } else {
      largest = numeral->value;
      value += numeral->value;
    }
  }
  return value;
}

// The digits that the text begins with, as JavaScript's parseInt reads them.
double value_of_decimal(std::string_view text, const IntegerPicture& picture) {
  std::u32string characters = code_points_of(text);
  if (picture.is_ordinal)
    characters.resize(characters.size() - std::min<std::size_t>(2, characters.size()));
  std::u32string separators;
  for (const auto& separator : picture.separators) separators += separator.character;
  std::sort(separators.begin(), separators.end());
  std::string digits;
  for (const char32_t character : characters) {
    if (std::binary_search(separators.begin(), separators.end(), character)) continue;
    if (character >= picture.zero && character < picture.zero + 10) {
      digits += static_cast<char>('0' + (character - picture.zero));
    } else if (digits.empty() && (character == U'-' || character == U'+')) {
      digits += static_cast<char>(character);
    } else if (!(digits.empty() && character == U' ')) {
      break;
    }
  }
  if (!digits.empty() && digits[0] == '+') digits.erase(0, 1);
  if (digits.empty() || digits == "-") return std::numeric_limits<double>::quiet_NaN();
  return decimal_value(digits);
}

}  // namespace

Result<IntegerPicture, PictureError> read_integer_picture(std::string_view picture) {
  IntegerPicture result;
  const std::size_t semicolon = picture.rfind(';');
  if (semicolon != std::string_view::npos)
    result.is_ordinal = picture.substr(semicolon + 1, 1) == "o";
  const std::string_view primary = picture.substr(0, semicolon);
  for (const NamedPicture& named : kNamedPictures) {
    if (named.text != primary) continue;
    result.primary = named.primary;
    result.letter_case = named.letter_case;
    return result;
  }
  return read_decimal_pattern(primary, std::move(result));
}

Result<std::string, PictureError> format_integer(double integer, const IntegerPicture& picture) {
  const bool is_negative = integer < 0;
  const double magnitude = std::fabs(integer);
  std::string text;
  switch (picture.primary) {
    case Primary::Decimal:
      text = decimal_of(magnitude, picture);
      break;
    case Primary::Letters:
      text = cased(letters_of(magnitude), picture.letter_case);
      break;
    case Primary::Roman: {
      SFN_TRY(text, roman_of(magnitude));
      text = cased(std::move(text), picture.letter_case);
      break;
    }
    case Primary::Words:
      text = cased(number_words(magnitude, picture.is_ordinal), picture.letter_case);
      break;
    case Primary::Sequence:
      return sfn::unexpected(PictureError{Code::D3130, picture.token});
  }
  return is_negative ? "-" + text : text;
}

Result<double, PictureError> parse_integer(std::string_view text, const IntegerPicture& picture) {
  switch (picture.primary) {
    case Primary::Decimal:
      return value_of_decimal(text, picture);
    case Primary::Letters:
      return value_of_letters(text, picture.letter_case == Case::Upper ? 'A' : 'a');
    case Primary::Roman:
      return value_of_roman(picture.letter_case == Case::Upper ? std::string(text)
                                                               : upper_cased(text));
    case Primary::Words:
      return value_of_words(lower_cased(text));
    case Primary::Sequence:
      break;
  }
  return sfn::unexpected(PictureError{Code::D3130, picture.token});
}

}  // namespace sfn::query::jsonata
