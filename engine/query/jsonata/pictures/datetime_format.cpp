// From times to text by pictures.
#include <charconv>
#include <cmath>

#include "engine/query/jsonata/letter_case.h"
#include "engine/query/jsonata/pictures/calendar.h"
#include "engine/query/jsonata/pictures/datetime_picture.h"

namespace sfn::query::jsonata {
namespace {

using Names = DateTimePart::Names;
using TextResult = Result<std::string, PictureError>;

// Hours and minutes of one sign.
struct ZoneOffset {
  int hours = 0;
  int minutes = 0;

  [[nodiscard]] int together() const { return hours * 100 + minutes; }
};

ZoneOffset read_offset(std::string_view timezone) {
  if (!timezone.empty() && timezone[0] == '+') timezone.remove_prefix(1);
  int offset = 0;
  std::from_chars(timezone.data(), timezone.data() + timezone.size(), offset);
  return {offset / 100, offset % 100};
}

TextResult offset_text(const DateTimePart& part, ZoneOffset offset) {
  if (offset.together() == 0 && part.has_z_for_zero) return std::string("Z");
  std::string text;
  const std::size_t digits = part.integer.mandatory_digits;
  if (part.integer.regular_distance > 0 || digits == 3 || digits == 4) {
    SFN_TRY(text, format_integer(offset.together(), part.integer));
  } else if (digits == 1 || digits == 2) {
    SFN_TRY(text, format_integer(offset.hours, part.integer));
    if (offset.minutes != 0) {
      const int minutes = std::abs(offset.minutes);
      text += std::string(minutes < 10 ? ":0" : ":") + std::to_string(minutes);
    }
  } else {
    return sfn::unexpected(PictureError{Code::D3134, {}});
  }
  if (offset.together() >= 0) text.insert(0, "+");
  return part.component == 'z' ? "GMT" + text : text;
}

TextResult name_text(const DateTimePart& part, double value) {
  const bool is_month = part.component == 'M' || part.component == 'x';
  if (!is_month && part.component != 'F')
    return sfn::unexpected(PictureError{Code::D3133, std::string(1, part.component)});
  const auto place = static_cast<std::size_t>(value);
  std::string name(is_month ? month_name(place) : day_name(place));
  if (part.names == Names::Upper) name = upper_cased(name);
  if (part.names == Names::Lower) name = lower_cased(name);
  return part.most_width ? name.substr(0, *part.most_width) : name;
}

TextResult component_text(const DateTimePart& part, std::int64_t local, ZoneOffset offset) {
  switch (part.component) {
    case 'Z':
    case 'z':
      return offset_text(part, offset);
    case 'C':
    case 'E':
      return std::string("ISO");
    case 'P': {
      const std::string half = component_value(local, 'P') == 0 ? "am" : "pm";
      return part.names == Names::Upper ? upper_cased(half) : half;
    }
    default:
      break;
  }
  double value = component_value(local, part.component);
  if (part.component == 'Y' && part.year_digits)
    value = std::fmod(value, std::pow(10, static_cast<double>(*part.year_digits)));
  return part.names == Names::No ? format_integer(value, part.integer) : name_text(part, value);
}

}  // namespace

Result<std::string, PictureError> format_datetime(std::int64_t milliseconds,
                                                  const DateTimePicture& picture,
                                                  std::string_view timezone) {
  const ZoneOffset offset = read_offset(timezone);
  const std::int64_t local =
      milliseconds + (std::int64_t{60} * offset.hours + offset.minutes) * 60'000;
  std::string text;
  for (const DateTimePart& part : picture) {
    if (part.component == 0) {
      text += part.literal;
      continue;
    }
    SFN_TRY(const std::string component, component_text(part, local, offset));
    text += component;
  }
  return text;
}

}  // namespace sfn::query::jsonata
