#include "engine/query/jsonata/pictures/datetime_picture.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/query/jsonata/pictures/calendar.h"

namespace sfn::query::jsonata {
namespace {

// How a component is written where the picture does not say.
struct ComponentDefault {
  char component;
  std::string_view presentation;
};
constexpr auto kComponentDefaults = std::to_array<ComponentDefault>({
    {'Y', "1"}, {'M', "1"}, {'D', "1"}, {'d', "1"},     {'F', "n"},     {'W', "1"},  {'w', "1"},
    {'X', "1"}, {'x', "1"}, {'H', "1"}, {'h', "1"},     {'P', "n"},     {'m', "01"}, {'s', "01"},
    {'f', "1"}, {'C', "n"}, {'E', "n"}, {'Z', "01:01"}, {'z', "01:01"},
});
constexpr std::string_view kIntegerComponents = "YMDdFWwXxHhmsf";

constexpr auto kMonths =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                     "August", "September", "October", "November", "December"});
constexpr auto kDays = std::to_array<std::string_view>(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});

std::optional<std::size_t> width_of(std::string_view text) {
  std::size_t width = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
  constexpr std::size_t kMostWidth = 1'000;
  return error == std::errc{} ? std::optional(std::min(width, kMostWidth)) : std::nullopt;
}

std::string without_space(std::string_view marker) {
  std::string result;
  for (const char c : marker) {
    if (std::string_view(" \t\n\r\v\f").find(c) == std::string_view::npos) result += c;
  }
  return result;
}

Result<DateTimePart, PictureError> read_marker(std::string_view text) {
  const std::string marker = without_space(text);
  DateTimePart part;
  part.component = marker.empty() ? '?' : marker[0];
  std::string_view presentation = std::string_view(marker).substr(marker.empty() ? 0 : 1);
  std::optional<std::size_t> least_width;
  if (const std::size_t comma = presentation.rfind(','); comma != std::string_view::npos) {
    const std::string_view width = presentation.substr(comma + 1);
    const std::size_t dash = width.find('-');
    least_width = width_of(width.substr(0, dash));
    if (dash != std::string_view::npos) part.most_width = width_of(width.substr(dash + 1));
    presentation = presentation.substr(0, comma);
  }
  std::string pattern(presentation);
  char modifier = 0;
  if (pattern.size() > 1 && std::string_view("atco").find(pattern.back()) != std::string::npos) {
    modifier = pattern.back();
    pattern.pop_back();
  }
  const auto* const defaults =
      std::find_if(kComponentDefaults.begin(), kComponentDefaults.end(),
                   [&](const ComponentDefault& row) { return row.component == part.component; });
  if (defaults == kComponentDefaults.end())
    return sfn::unexpected(PictureError{Code::D3132, marker.substr(0, 1)});
  if (pattern.empty()) pattern = defaults->presentation;
  part.has_z_for_zero = modifier == 't';
  const bool is_offset = part.component == 'Z' || part.component == 'z';
  if (pattern[0] == 'n') {
    part.names = DateTimePart::Names::Lower;
  } else if (pattern[0] == 'N') {
    part.names =
        pattern.substr(1, 1) == "n" ? DateTimePart::Names::Title : DateTimePart::Names::Upper;
  }
  const bool is_integer = part.names == DateTimePart::Names::No &&
                          kIntegerComponents.find(part.component) != std::string_view::npos;
  if (!is_integer && !is_offset) return part;
  SFN_TRY(part.integer, read_integer_picture(modifier == 'o' ? pattern + ";o" : pattern));
  part.is_integer = is_integer;
  IntegerPicture& integer = part.integer;
  if (is_integer && least_width)
    integer.mandatory_digits = std::max(integer.mandatory_digits, *least_width);
  // XPath "Formatting Integer-Valued Date/Time Components": years are cut off at their left.
  if (std::string_view("YMD").find(part.component) != std::string_view::npos) {
    if (part.most_width) {
      part.year_digits = integer.mandatory_digits = *part.most_width;
    } else if (integer.mandatory_digits + integer.optional_digits >= 2) {
      part.year_digits = integer.mandatory_digits + integer.optional_digits;
    }
  }
  return part;
}

void add_literal(DateTimePicture& parts, std::string_view text) {
  if (text.empty()) return;
  DateTimePart part;
  for (std::size_t i = 0; i < text.size(); ++i) {
    part.literal += text[i];
    if (text.substr(i, 2) == "]]") ++i;
  }
  parts.push_back(std::move(part));
}

}  // namespace

std::string_view month_name(std::size_t month) { return kMonths[month - 1]; }
std::string_view day_name(std::size_t day) { return kDays[day - 1]; }

Result<DateTimePicture, PictureError> read_datetime_picture(std::string_view picture) {
  DateTimePicture parts;
  std::size_t plain = 0;
  for (std::size_t at = picture.find('['); at != std::string_view::npos;
       at = picture.find('[', plain)) {
    add_literal(parts, picture.substr(plain, at - plain));
    if (picture.substr(at, 2) == "[[") {
      parts.emplace_back().literal = "[";
      plain = at + 2;
      continue;
    }
    const std::size_t end = picture.find(']', at);
    if (end == std::string_view::npos) return sfn::unexpected(PictureError{Code::D3135, {}});
    SFN_TRY(DateTimePart part, read_marker(picture.substr(at + 1, end - at - 1)));
    // Digits that other digits follow at once must have a known width to be read back.
    if (part.is_integer && !parts.empty() && parts.back().is_integer)
      parts.back().exact_width = parts.back().integer.mandatory_digits;
    parts.push_back(std::move(part));
    plain = end + 1;
  }
  add_literal(parts, picture.substr(plain));
  return parts;
}

double component_value(std::int64_t milliseconds, char component) {
  const CalendarTime time = calendar_time(milliseconds);
  const std::int64_t days = days_since_epoch(time.year, time.month, time.day);
  switch (component) {
    case 'Y':
      return static_cast<double>(time.year);
    case 'M':
      return time.month;
    case 'D':
      return time.day;
    case 'd':
      return static_cast<double>(days - days_since_epoch(time.year, 1, 1) + 1);
    case 'F':
      return day_of_week(days);
    case 'W':
      return week_of_year(days).week;
    case 'w':
      return week_of_month(days).week;
    case 'X':
      return static_cast<double>(week_of_year(days).year);
    case 'x':
      return week_of_month(days).month;
    case 'H':
      return time.hour;
    case 'h':
      return time.hour % 12 == 0 ? 12 : time.hour % 12;
    case 'P':
      return time.hour < 12 ? 0 : 1;
    case 'm':
      return time.minute;
    case 's':
      return time.second;
    case 'f':
      return time.millisecond;
    default:
      return 0;
  }
}

}  // namespace sfn::query::jsonata
