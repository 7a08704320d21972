#include "base/time.h"

#include "base/testing/catch.h"

namespace sfn {
namespace {

using std::chrono::nanoseconds;

TEST_CASE("Time: is printed in UTC with milliseconds", "[time]") {
  // Observed: test_execution_dateformat.
  CHECK(to_iso8601(from_epoch_milliseconds(1'700'548'051'545)) == "2023-11-21T06:27:31.545Z");
  CHECK(to_iso8601(from_epoch_milliseconds(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(to_iso8601(from_epoch_milliseconds(-1)) == "1969-12-31T23:59:59.999Z");
  CHECK(to_iso8601(from_epoch_milliseconds(1'709'164'800'007)) == "2024-02-29T00:00:00.007Z");
}

TEST_CASE("Time: epoch seconds have no zeros at their end", "[time]") {
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(1'735'689'600'123)) == "1735689600.123");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(1'735'689'600'120)) == "1735689600.12");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(1'735'689'600'000)) == "1735689600");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(1'735'689'600'003)) == "1735689600.003");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(0)) == "0");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(-500)) == "-0.5");
  CHECK(to_epoch_seconds_text(from_epoch_milliseconds(-1'500)) == "-1.5");
}

TEST_CASE("Time: a date-time with an offset is read", "[time]") {
  const auto [text, milliseconds] = GENERATE(table<const char*, std::int64_t>({
      {"1970-01-01T00:00:00Z", 0},
      {"2023-11-21T06:27:31.545Z", 1'700'548'051'545},
      {"2023-11-21T08:57:31.5+02:30", 1'700'548'051'500},
      {"2023-11-20T12:27:31-18:00", 1'700'548'051'000},
      {"2023-11-21T06:27Z", 1'700'548'020'000},
      {"2024-02-29T00:00:00-00:00", 1'709'164'800'000},
      {"1969-12-31T23:59:59.999Z", -1},
      {"9999-12-31T23:59:59.999999999Z", 253'402'300'800'000},
      {"0001-01-01T00:00:00Z", -62'135'596'800'000},
  }));
  CAPTURE(text);
  REQUIRE(parse_iso8601(text).has_value());
  CHECK(to_epoch_milliseconds(*parse_iso8601(text)) == milliseconds);
}

TEST_CASE("Time: digits beyond the millisecond round up, so that a Wait never ends early",
          "[time]") {
  CHECK(to_epoch_milliseconds(*parse_iso8601("1970-01-01T00:00:00.000000001Z")) == 1);
  CHECK(to_epoch_milliseconds(*parse_iso8601("1970-01-01T00:00:00.001000000Z")) == 1);
  CHECK(to_epoch_milliseconds(*parse_iso8601("1970-01-01T00:00:00.9991Z")) == 1'000);
  CHECK(to_epoch_milliseconds(*parse_iso8601("1969-12-31T23:59:59.9999Z")) == 0);
}

TEST_CASE("Time: anything else is refused", "[time]") {
  // ASL "Timestamps": capital T and Z, an offset. Observed: test_wait_timestamp_invalid.
  const auto* const text =
      GENERATE("", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z",
               "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z", "2024-01-01T00:00:00.Z",
               "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00,5Z", "2023-02-29T00:00:00Z",
               "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z",
               "2024-01-32T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
               "2024-01-01T00:00:60Z", "24-01-01T00:00:00Z", "12024-01-01T00:00:00Z",
               "-2024-01-01T00:00:00Z", "+2024-01-01T00:00:00Z", "2024-01-01T00:00:00+18:01",
               "2024-01-01T00:00:00+00:60", "2024-01-01T00:00:00+0100", "2024-01-01T00:00:00+01",
               "2024-01-01T00:00:00Z ", " 2024-01-01T00:00:00Z", "2024-01-01T00:00:00ZZ",
               "2024-1-01T00:00:00Z", "2024-01-01T0:00:00Z", "20240101T000000Z", "{% $now() %}");
  CAPTURE(text);
  CHECK_FALSE(parse_iso8601(text).has_value());
  CHECK_FALSE(parse_iso8601_nanoseconds(text).has_value());
}

TEST_CASE("Time: to the nanosecond it tells times apart that share a millisecond", "[time]") {
  const auto at = [](std::string_view text) {
    return parse_iso8601_nanoseconds(text).value().time_since_epoch();
  };
  CHECK(at("1970-01-01T00:00:00.000000001Z") == nanoseconds{1});
  CHECK(at("1970-01-01T00:00:01.5Z") == nanoseconds{1'500'000'000});
  CHECK(at("2024-01-01T01:00:00.123456789+01:00") == at("2024-01-01T00:00:00.123456789Z"));
  CHECK(at("2024-01-01T00:00:00.1Z") < at("2024-01-01T00:00:00.100000001Z"));
}

TEST_CASE("Time: to the nanosecond it covers the years 1678 to 2261", "[time]") {
  CHECK(parse_iso8601_nanoseconds("1678-01-01T00:00:00Z").has_value());
  CHECK(parse_iso8601_nanoseconds("2261-12-31T23:59:59.999999999Z").has_value());
  CHECK_FALSE(parse_iso8601_nanoseconds("1677-01-01T00:00:00Z").has_value());
  CHECK_FALSE(parse_iso8601_nanoseconds("2263-01-01T00:00:00Z").has_value());
  CHECK_FALSE(parse_iso8601_nanoseconds("9999-12-31T23:59:59Z").has_value());
}

TEST_CASE("Time: what is printed is read as the same time", "[time]") {
  for (const std::int64_t milliseconds :
       {0LL, 1LL, -1LL, 1'700'548'051'545LL, 4'102'444'799'999LL, -62'135'596'800'000LL}) {
    const WorkflowTime time = from_epoch_milliseconds(milliseconds);
    CHECK(parse_iso8601(to_iso8601(time)) == time);
  }
}

}  // namespace
}  // namespace sfn
