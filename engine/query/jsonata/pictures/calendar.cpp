#include "engine/query/jsonata/pictures/calendar.h"

namespace sfn::query::jsonata {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Days from 1 March of the year 0 to 1 March of that year: leap days come last.
std::int64_t days_before_march(std::int64_t year) {
  return year * 365 + floor_divide(year, 4) - floor_divide(year, 100) + floor_divide(year, 400);
}

constexpr std::int64_t kEpochFromMarch = 719'468;  // 1970-01-01, counted from 0000-03-01

// Days from 1 March to the first of the month that comes so many months later.
std::int64_t days_before_month(std::int64_t months_since_march) {
  return (months_since_march * 153 + 2) / 5;
}

// The Monday of the first week of a month, or of a year where the month is January.
std::int64_t first_week(std::int64_t year, std::int64_t month) {
  const std::int64_t first = days_since_epoch(year, month, 1);
  const int weekday = day_of_week(first);
  return weekday > 4 ? first + 8 - weekday : first - (weekday - 1);
}

}  // namespace

std::int64_t days_since_epoch(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t months = month - 3;  // from March
  const std::int64_t march_year = year + floor_divide(months, 12);
  const std::int64_t march_month = months - floor_divide(months, 12) * 12;
  return days_before_march(march_year) + days_before_month(march_month) + day - 1 - kEpochFromMarch;
}

CalendarTime calendar_time(std::int64_t milliseconds) {
  const std::int64_t days = floor_divide(milliseconds, kMillisecondsPerDay);
  const std::int64_t from_march = days + kEpochFromMarch;
  // A first guess from the mean length of a year, which is off by one year at most.
  std::int64_t year = floor_divide(from_march * 400, 146'097);
  while (days_before_march(year) > from_march) --year;
  while (days_before_march(year + 1) <= from_march) ++year;
  const std::int64_t day_of_year = from_march - days_before_march(year);
  std::int64_t month = (day_of_year * 5 + 2) / 153;
  CalendarTime time;
  time.day = static_cast<int>(day_of_year - days_before_month(month)) + 1;
  time.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  time.year = month < 10 ? year : year + 1;
  std::int64_t rest = milliseconds - days * kMillisecondsPerDay;
  time.millisecond = static_cast<int>(rest % 1000);
  rest /= 1000;
  time.second = static_cast<int>(rest % 60);
  rest /= 60;
  time.minute = static_cast<int>(rest % 60);
  time.hour = static_cast<int>(rest / 60);
  return time;
}

int day_of_week(std::int64_t days) {
  // 1970-01-01 was a Thursday.
  const std::int64_t since_monday = days + 3;
  return static_cast<int>(since_monday - floor_divide(since_monday, 7) * 7) + 1;
}

IsoWeek week_of_year(std::int64_t days) {
  std::int64_t year = calendar_time(days * kMillisecondsPerDay).year;
  if (days < first_week(year, 1)) {
    --year;
  } else if (days >= first_week(year + 1, 1)) {
    ++year;
  }
  return {year, 1, static_cast<int>((days - first_week(year, 1)) / 7) + 1};
}

IsoWeek week_of_month(std::int64_t days) {
  const CalendarTime time = calendar_time(days * kMillisecondsPerDay);
  std::int64_t month = time.month;
  if (days < first_week(time.year, month)) {
    --month;
  } else if (days >= first_week(time.year, month + 1)) {
    ++month;
  }
  const int week = static_cast<int>((days - first_week(time.year, month)) / 7) + 1;
  return {time.year, static_cast<int>((month + 11) % 12) + 1, week};
}

}  // namespace sfn::query::jsonata
