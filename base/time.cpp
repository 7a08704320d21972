#include "base/time.h"

#include <fmt/format.h>

#include <array>

namespace sfn {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::sys_days;

// A date-time to the nanosecond, kept apart so that the seconds cover every year.
struct Parsed {
  std::chrono::sys_seconds second;
  nanoseconds fraction{0};
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] std::optional<int> digits(std::size_t count) {
    if (text_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return std::nullopt;
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return value;
  }
  [[nodiscard]] bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] std::size_t leading_digits() const {
    const std::size_t end = text_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? text_.size() : end;
  }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  std::string_view text_;
};

std::optional<nanoseconds> scan_fraction(Scanner& scanner) {
  if (!scanner.take('.')) return nanoseconds{0};
  const std::size_t count = scanner.leading_digits();
  if (count < 1 || count > 9) return std::nullopt;
  std::int64_t value = scanner.digits(count).value();
  for (std::size_t i = count; i < 9; ++i) value *= 10;
  return nanoseconds{value};
}

std::optional<minutes> scan_zone(Scanner& scanner) {
  if (scanner.take('Z')) return minutes{0};
  const bool east = scanner.take('+');
  if (!east && !scanner.take('-')) return std::nullopt;
  const auto hour = scanner.digits(2);
  if (!hour || !scanner.take(':')) return std::nullopt;
  const auto minute = scanner.digits(2);
  // java.time.ZoneOffset reaches to 18 hours.
  if (!minute || *minute > 59 || *hour * 60 + *minute > 18 * 60) return std::nullopt;
  const minutes offset{*hour * 60 + *minute};
  return east ? offset : -offset;
}

std::optional<Parsed> scan(std::string_view text) {
  Scanner scanner{text};
  const auto year = scanner.digits(4);
  if (!year || !scanner.take('-')) return std::nullopt;
  const auto month = scanner.digits(2);
  if (!month || !scanner.take('-')) return std::nullopt;
  const auto day = scanner.digits(2);
  if (!day || !scanner.take('T')) return std::nullopt;
  const auto hour = scanner.digits(2);
  if (!hour || !scanner.take(':')) return std::nullopt;
  const auto minute = scanner.digits(2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  int second = 0;
  nanoseconds fraction{0};
  // java.time's ISO_OFFSET_DATE_TIME lets the seconds be left out.
  if (scanner.take(':')) {
    const auto given = scanner.digits(2);
    if (!given || *given > 59) return std::nullopt;
    second = *given;
    const auto scanned = scan_fraction(scanner);
    if (!scanned) return std::nullopt;
    fraction = *scanned;
  }
  const auto zone = scan_zone(scanner);
  if (!zone || !scanner.at_end()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Parsed{sys_days{date} + hours{*hour} + minutes{*minute} + seconds{second} - *zone,
                fraction};
}

}  // namespace

std::string to_iso8601(WorkflowTime time) {
  const std::chrono::sys_time<milliseconds> instant{time.time_since_epoch()};
  const sys_days day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss<milliseconds> of_day{instant - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     of_day.hours().count(), of_day.minutes().count(), of_day.seconds().count(),
                     of_day.subseconds().count());
}

std::string to_epoch_seconds_text(WorkflowTime time) {
  const std::int64_t milliseconds = to_epoch_milliseconds(time);
  std::string text = fmt::format("{}{}.{:03}", milliseconds < 0 ? "-" : "",
                                 std::abs(milliseconds / 1000), std::abs(milliseconds % 1000));
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::optional<WorkflowTime> parse_iso8601(std::string_view text) {
  const auto parsed = scan(text);
  if (!parsed) return std::nullopt;
  const milliseconds whole = parsed->second.time_since_epoch();
  return WorkflowTime{whole + std::chrono::ceil<milliseconds>(parsed->fraction)};
}

std::optional<std::chrono::sys_time<nanoseconds>> parse_iso8601_nanoseconds(std::string_view text) {
  const auto parsed = scan(text);
  if (!parsed) return std::nullopt;
  constexpr auto kFirst = std::chrono::ceil<seconds>(std::chrono::sys_time<nanoseconds>::min());
  constexpr auto kLast =
      std::chrono::floor<seconds>(std::chrono::sys_time<nanoseconds>::max()) - seconds{1};
  if (parsed->second < kFirst || parsed->second > kLast) return std::nullopt;
  return std::chrono::sys_time<nanoseconds>{parsed->second} + parsed->fraction;
}

}  // namespace sfn
