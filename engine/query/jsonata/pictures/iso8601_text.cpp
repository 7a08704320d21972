#include "engine/query/jsonata/pictures/iso8601_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "engine/query/jsonata/pictures/calendar.h"

namespace sfn::query::jsonata {
namespace {

struct Parts {
  int year = 0;
  std::optional<int> month{}, day{}, hour{}, minute{}, second{};
  std::optional<double> fraction{};  // in milliseconds
  std::optional<int> offset{};       // in minutes
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool is_at_end() const { return text_.empty(); }
  [[nodiscard]] char next() const { return text_.empty() ? '\0' : text_.front(); }
  void skip() { text_.remove_prefix(1); }

  // So many digits behind a separator, the first of them no greater than that.
  std::optional<int> digits(std::string_view separator, std::size_t count, char most_first) {
    if (!text_.starts_with(separator) || text_.size() < separator.size() + count)
      return std::nullopt;
    const std::string_view number = text_.substr(separator.size(), count);
    int value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + count, value);
    const bool is_number =
        error == std::errc{} && end == number.data() + count && number.front() != '-';
    if (!is_number || number.front() > most_first) return std::nullopt;
    text_.remove_prefix(separator.size() + count);
    return value;
  }

  // A point and digits, of which three count.
  std::optional<double> fraction() {
    skip();
    const std::size_t count = std::min(text_.find_first_not_of("0123456789"), text_.size());
    if (count == 0) return std::nullopt;
    double value = 0, unit = 100;
    for (const char digit : text_.substr(0, std::min(count, std::size_t{3}))) {
      value += (digit - '0') * unit;
      unit /= 10;
    }
    text_.remove_prefix(count);
    return value;
  }

  std::optional<int> offset() {
    const std::string_view sign = text_.substr(0, 1);
    const auto hours = digits(sign, 2, '2');
    const auto minutes = digits(next() == ':' ? ":" : "", 2, '5');
    if (!hours || !minutes) return std::nullopt;
    return (sign == "-" ? -1 : 1) * (*hours * 60 + *minutes);
  }

 private:
  std::string_view text_;
};

// The form that the reference implementation demands; it looks at no more than these first digits.
std::optional<Parts> parts_of(std::string_view text) {
  Reader reader(text);
  const auto year = reader.digits("", 4, '9');
  if (!year) return std::nullopt;
  Parts parts{.year = *year};
  parts.month = reader.digits("-", 2, '1');
  parts.day = reader.digits("-", 2, '3');
  parts.hour = reader.digits("T", 2, '2');
  if (parts.hour) {
    parts.minute = reader.digits(":", 2, '5');
    parts.second = reader.digits(":", 2, '5');
    if (!parts.minute || !parts.second) return std::nullopt;
  }
  if (reader.next() == '.') {
    parts.fraction = reader.fraction();
    if (!parts.fraction) return std::nullopt;
  }
  if (reader.next() == '+' || reader.next() == '-') {
    parts.offset = reader.offset();
    if (!parts.offset) return std::nullopt;
  } else if (reader.next() == 'Z') {
    reader.skip();
  }
  return reader.is_at_end() ? std::optional(parts) : std::nullopt;
}

// ECMAScript "Date Time String Format": what has the form and is no time is NaN.
bool is_time(const Parts& parts) {
  const auto is_within = [](const std::optional<int>& part, int most) {
    return !part || (*part >= 1 && *part <= most);
  };
  if (!is_within(parts.month, 12) || !is_within(parts.day, 31)) return false;
  if (parts.day && !parts.month) return false;
  // A fraction or an offset belongs to a time.
  if (!parts.hour) return !parts.fraction && !parts.offset;
  constexpr int kHours = 24;
  const bool is_end_of_day =
      parts.minute == 0 && parts.second == 0 && parts.fraction.value_or(0) == 0;
  if (*parts.hour > kHours || (*parts.hour == kHours && !is_end_of_day)) return false;
  return std::abs(parts.offset.value_or(0)) < kHours * 60;
}

}  // namespace

std::optional<double> parse_iso8601_text(std::string_view text) {
  const auto parts = parts_of(text);
  if (!parts) return std::nullopt;
  if (!is_time(*parts)) return std::numeric_limits<double>::quiet_NaN();
  const std::int64_t days =
      days_since_epoch(parts->year, parts->month.value_or(1), parts->day.value_or(1));
  const std::int64_t minutes =
      parts->hour.value_or(0) * 60 + parts->minute.value_or(0) - parts->offset.value_or(0);
  const std::int64_t seconds = minutes * 60 + parts->second.value_or(0);
  return static_cast<double>(days * kMillisecondsPerDay + seconds * 1000) +
         parts->fraction.value_or(0);
}

}  // namespace sfn::query::jsonata
