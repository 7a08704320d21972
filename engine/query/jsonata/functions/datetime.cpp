// JSONata "Date/Time functions": now, millis, fromMillis, toMillis.
#include <array>
#include <cmath>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/pictures/calendar.h"
#include "engine/query/jsonata/pictures/datetime_picture.h"
#include "engine/query/jsonata/pictures/iso8601_text.h"
#include "engine/query/jsonata/pictures/picture_cost.h"

namespace sfn::query::jsonata {
namespace {

// JSONata "$fromMillis": what is written where no picture is given.
constexpr std::string_view kIsoPicture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

// The years 0000 to 9999, in milliseconds, are written in one go.
constexpr double kFirstIsoYear = -62'167'219'200'000.0;
constexpr double kBeyondIsoYears = 253'402'300'800'000.0;

Value fail_datetime(const Call& call, const PictureError& error) {
  ErrorFacts facts;
  facts.code = error.code;
  if (!error.value.empty()) facts.value = Json::string(error.value);
  return call.evaluator.fail(std::move(facts));
}

Value formatted(const Call& call, double milliseconds, const Value& picture,
                const Value& timezone) {
  if (!(std::fabs(milliseconds) <= kMostMilliseconds))
    return call.evaluator.fail(Code::D1001, Value::number(milliseconds));
  const bool is_plain = !picture.is_string() && !timezone.is_string();
  if (is_plain && milliseconds >= kFirstIsoYear && milliseconds < kBeyondIsoYears) {
    return call.evaluator.string(
        to_iso8601(from_epoch_milliseconds(static_cast<std::int64_t>(milliseconds))));
  }
  const std::string_view text = picture.is_string() ? picture.as_string() : kIsoPicture;
  if (!take_picture(call, text)) return Value::failed();
  const auto read = read_datetime_picture(text);
  if (!read) return fail_datetime(call, read.error());
  const auto result =
      format_datetime(static_cast<std::int64_t>(milliseconds), *read,
                      timezone.is_string() ? timezone.as_string() : std::string_view{});
  return result ? call.evaluator.string(*result) : fail_datetime(call, result.error());
}

double now_of(const Call& call) {
  return static_cast<double>(to_epoch_milliseconds(call.evaluator.now()));
}

Value now(const Call& call) { return formatted(call, now_of(call), call[0], call[1]); }

Value millis(const Call& call) { return Value::number(now_of(call)); }

Value from_millis(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  return formatted(call, std::trunc(call[0].as_number()), call[1], call[2]);
}

Value to_millis(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::string_view text = call[0].as_string();
  if (call[1].is_undefined()) {
    constexpr std::uint64_t kIsoSteps = 30;
    if (!call.evaluator.take_steps(kIsoSteps)) return Value::failed();
    const auto milliseconds = parse_iso8601_text(text);
    return milliseconds ? Value::number(*milliseconds) : call.evaluator.fail(Code::D3110, call[0]);
  }
  const std::string_view picture = call[1].as_string();
  constexpr std::uint64_t kSteps = 200;  // a pattern is made and matched
  if (!call.evaluator.take_steps(kSteps + text.size()) || !take_picture(call, picture))
    return Value::failed();
  const auto read = read_datetime_picture(picture);
  if (!read) return fail_datetime(call, read.error());
  const auto milliseconds =
      parse_datetime(text, *read, call.evaluator.now(), call.evaluator.budget());
  if (!milliseconds) return fail_datetime(call, milliseconds.error());
  return *milliseconds ? Value::number(**milliseconds) : Value::undefined();
}

constexpr auto kDatetimeFunctions = std::to_array<Builtin>({
    {"now", "<s?s?:s>", 2, &now},
    {"millis", "<:n>", 0, &millis},
    {"fromMillis", "<n-s?s?:s>", 3, &from_millis},
    {"toMillis", "<s-s?:n>", 2, &to_millis},
});

}  // namespace

std::span<const Builtin> datetime_functions() { return kDatetimeFunctions; }

}  // namespace sfn::query::jsonata
