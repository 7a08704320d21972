#pragma once
// The proleptic Gregorian calendar in UTC, over the range that JavaScript's Date has, which is
// wider than that of std::chrono::year; and the weeks of ISO 8601.
#include <cstdint>

namespace sfn::query::jsonata {

inline constexpr std::int64_t kMillisecondsPerDay = 86'400'000;
// ECMAScript "Time Values": no date is further from 1970.
inline constexpr double kMostMilliseconds = 8.64e15;

struct CalendarTime {
  std::int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
};

// Days since 1970-01-01. Months and days beyond their bounds run over.
[[nodiscard]] std::int64_t days_since_epoch(std::int64_t year, std::int64_t month,
                                            std::int64_t day);
[[nodiscard]] CalendarTime calendar_time(std::int64_t milliseconds);
// Monday is 1, Sunday 7.
[[nodiscard]] int day_of_week(std::int64_t days);

// ISO 8601 "calendar week": the first week of a year is the one with its first Thursday; XPath
// "fn:format-dateTime" counts the weeks of months the same way.
struct IsoWeek {
  std::int64_t year = 1970;
  int month = 1;  // for weeks of a month
  int week = 1;
};
[[nodiscard]] IsoWeek week_of_year(std::int64_t days);
[[nodiscard]] IsoWeek week_of_month(std::int64_t days);

}  // namespace sfn::query::jsonata
