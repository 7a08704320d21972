#pragma once
// XPath "fn:format-dateTime": dates and times by pictures such as `[D01] [MNn] [Y0001]`, and back.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/query/budget.h"
#include "engine/query/jsonata/pictures/integer_picture.h"

namespace sfn::query::jsonata {

// Text, or a component in brackets.
struct DateTimePart {
  enum class Names : std::uint8_t { No, Lower, Upper, Title };

  std::string literal;
  char component = 0;  // 0: a literal
  Names names = Names::No;
  IntegerPicture integer;
  bool is_integer = false;
  bool has_z_for_zero = false;             // `t`: no offset is written as Z
  std::optional<std::size_t> most_width;   // of a name
  std::optional<std::size_t> year_digits;  // the last ones of a year
  std::optional<std::size_t> exact_width;  // of digits that others follow at once
};
using DateTimePicture = std::vector<DateTimePart>;

[[nodiscard]] Result<DateTimePicture, PictureError> read_datetime_picture(std::string_view picture);

// `timezone` is an offset such as "+0530". The time must be within JavaScript's range.
[[nodiscard]] Result<std::string, PictureError> format_datetime(std::int64_t milliseconds,
                                                                const DateTimePicture& picture,
                                                                std::string_view timezone);
// nullopt where the text does not look like the picture. What the picture leaves out is taken from
// now on the left of what it has, and is the first possible one on its right.
[[nodiscard]] Result<std::optional<double>, PictureError> parse_datetime(
    std::string_view text, const DateTimePicture& picture, WorkflowTime now, Budget& budget);

// A component's value at a time, `F` from Monday on, `P` zero before noon.
[[nodiscard]] double component_value(std::int64_t milliseconds, char component);
[[nodiscard]] std::string_view month_name(std::size_t month);  // from 1
[[nodiscard]] std::string_view day_name(std::size_t day);      // from Monday, 1

}  // namespace sfn::query::jsonata
