#include "engine/query/jsonata/pictures/calendar.h"

#include "base/testing/catch.h"

namespace sfn::query::jsonata {
namespace {

std::int64_t milliseconds(std::int64_t year, int month, int day) {
  return days_since_epoch(year, month, day) * kMillisecondsPerDay;
}

TEST_CASE("Calendar: days are counted from 1970 on in both directions", "[jsonata]") {
  CHECK(days_since_epoch(1970, 1, 1) == 0);
  CHECK(days_since_epoch(2000, 3, 1) == 11'017);
  CHECK(days_since_epoch(1969, 12, 31) == -1);
  CHECK(days_since_epoch(1, 1, 1) == -719'162);
  CHECK(days_since_epoch(2017, 2, 31) == days_since_epoch(2017, 3, 3));
  CHECK(days_since_epoch(2017, 14, 1) == days_since_epoch(2018, 2, 1));
  CHECK(days_since_epoch(2018, -1, 1) == days_since_epoch(2017, 11, 1));
}

TEST_CASE("Calendar: every day has its date back", "[jsonata]") {
  bool is_good = true;
  for (const std::int64_t year :
       {-271'821, -400, -1, 0, 4, 1900, 1999, 2000, 2023, 2024, 275'760}) {
    for (int month = 1; month <= 12; ++month) {
      for (const int day : {1, 28}) {
        const CalendarTime time = calendar_time(milliseconds(year, month, day) + 3'723'004);
        is_good = is_good && time.year == year && time.month == month && time.day == day &&
                  time.hour == 1 && time.minute == 2 && time.second == 3 && time.millisecond == 4;
      }
    }
  }
  CHECK(is_good);
  CHECK(calendar_time(-1).millisecond == 999);
}

TEST_CASE("Calendar: weeks begin on Monday and belong to the year of their Thursday", "[jsonata]") {
  CHECK(day_of_week(0) == 4);
  CHECK(day_of_week(days_since_epoch(2026, 1, 4)) == 7);
  CHECK(week_of_year(days_since_epoch(2005, 1, 1)).year == 2004);
  CHECK(week_of_year(days_since_epoch(2005, 1, 1)).week == 53);
  CHECK(week_of_year(days_since_epoch(2008, 12, 30)).year == 2009);
  CHECK(week_of_year(days_since_epoch(2008, 12, 30)).week == 1);
  CHECK(week_of_month(days_since_epoch(2018, 7, 31)).month == 8);
  CHECK(week_of_month(days_since_epoch(2017, 1, 1)).month == 12);
}

}  // namespace
}  // namespace sfn::query::jsonata
