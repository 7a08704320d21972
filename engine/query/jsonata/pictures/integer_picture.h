#pragma once
// XPath "fn:format-integer": integers by pictures such as `#,##0;o`, `I`, `Ww`, and back. Dates and
// times use them too.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/query/jsonata/errors.h"

namespace sfn::query::jsonata {

struct IntegerPicture {
  enum class Primary : std::uint8_t { Decimal, Letters, Roman, Words, Sequence };
  enum class Case : std::uint8_t { Lower, Upper, Title };
  struct Separator {
    std::size_t position = 0;  // digits to its right
    char32_t character = 0;
  };

  Primary primary = Primary::Decimal;
  Case letter_case = Case::Lower;
  bool is_ordinal = false;
  // Of a decimal pattern.
  char32_t zero = U'0';
  std::size_t mandatory_digits = 0;
  std::size_t optional_digits = 0;
  std::vector<Separator> separators;  // from the right
  std::size_t regular_distance = 0;   // of the separators; 0: they are irregular
  std::string token;                  // of a sequence, which nobody knows
};

struct PictureError {
  Code code = Code::D3130;
  std::string value;  // empty: none
};

[[nodiscard]] Result<IntegerPicture, PictureError> read_integer_picture(std::string_view picture);
// The integer must be finite.
[[nodiscard]] Result<std::string, PictureError> format_integer(double integer,
                                                               const IntegerPicture& picture);
// NaN where the text is no such number.
[[nodiscard]] Result<double, PictureError> parse_integer(std::string_view text,
                                                         const IntegerPicture& picture);

// English number words, as they are capitalised in titles; and their value.
[[nodiscard]] std::string number_words(double integer, bool is_ordinal);
[[nodiscard]] double value_of_words(std::string_view lower_case_words);
// Every word that numbers are made of, in lower case, from z to a: longer ones before what they
// begin with.
[[nodiscard]] std::vector<std::string> known_number_words();

}  // namespace sfn::query::jsonata
