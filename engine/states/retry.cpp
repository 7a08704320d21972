#include "engine/states/retry.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "api-models/quotas.h"
#include "engine/asl/fields.h"
#include "engine/asl/schema.h"
#include "engine/states/error_equals.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kIntervalSeconds = "IntervalSeconds";
constexpr std::string_view kMaxAttempts = "MaxAttempts";
constexpr std::string_view kBackoffRate = "BackoffRate";
constexpr std::string_view kMaxDelaySeconds = "MaxDelaySeconds";
constexpr std::string_view kJitterStrategy = "JitterStrategy";

constexpr std::string_view kJitterNone = "NONE";
constexpr std::string_view kJitterFull = "FULL";
constexpr auto kJitterStrategies = std::to_array<std::string_view>({kJitterNone, kJitterFull});

// AWS "Error handling", with the ranges that the service checks: an interval of 0 is accepted
// against the specification.
constexpr auto kRetrierFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::non_empty_array(asl::fields::kErrorEquals),
    asl::integer(kIntervalSeconds, 0, api::quotas::kSecondsMax),
    asl::integer(kMaxAttempts, 0, api::quotas::kMaxAttemptsMax),
    asl::number(kBackoffRate, 1),
    asl::integer(kMaxDelaySeconds, 1, api::quotas::kMaxDelaySecondsMax),
    asl::one_of(kJitterStrategy, kJitterStrategies),
});
constexpr auto kRetrierRequired = std::to_array<std::string_view>({asl::fields::kErrorEquals});
constexpr asl::ObjectSchema kRetrierSchema{.fields = kRetrierFields, .required = kRetrierRequired};

// Ten times as long as any execution lives: a longer delay would only overflow.
constexpr double kLongestDelaySeconds = 3650.0 * 24 * 3600;

Retrier parse_retrier(const Json& source, EntryPosition position, const asl::Place& place) {
  Retrier retrier;
  if (!asl::check_object(source, kRetrierSchema, place)) return retrier;
  retrier.error_equals = parse_error_equals(source, position, place);
  retrier.interval_seconds = asl::integer_or(source, kIntervalSeconds, retrier.interval_seconds);
  retrier.max_attempts =
      static_cast<std::uint32_t>(asl::integer_or(source, kMaxAttempts, retrier.max_attempts));
  if (const Json* const rate = source.find(kBackoffRate); rate != nullptr && rate->is_number()) {
    retrier.backoff_rate = rate->as_double();
  }
  retrier.max_delay_seconds = asl::integer_if_given(source, kMaxDelaySeconds);
  if (asl::text_if_given(source, kJitterStrategy) == kJitterFull)
    retrier.jitter = JitterStrategy::Full;
  return retrier;
}

}  // namespace

bool Retrier::matches(const StatesError& error) const { return error_matches(error_equals, error); }

std::chrono::milliseconds Retrier::delay(std::uint32_t n, Random& random) const {
  // ASL "Retrying after error": the interval grows by BackoffRate, MaxDelaySeconds caps it, and
  // jitter is taken from what is left.
  double seconds =
      static_cast<double>(interval_seconds) * std::pow(backoff_rate, static_cast<double>(n - 1));
  if (max_delay_seconds) seconds = std::min(seconds, static_cast<double>(*max_delay_seconds));
  // An interval of 0 and an infinite power give no number.
  seconds = std::isnan(seconds) ? 0 : std::min(seconds, kLongestDelaySeconds);
  if (jitter == JitterStrategy::Full) seconds *= random.unit();
  return std::chrono::milliseconds{std::llround(seconds * 1000)};
}

std::vector<Retrier> parse_retry(const Json& state, const asl::Place& place) {
  std::vector<Retrier> retriers;
  const Json* const list = state.find(asl::fields::kRetry);
  if (list == nullptr || !list->is_array()) return retriers;
  const Json::Items& entries = list->items();
  const asl::Place retry = place.at(asl::fields::kRetry);
  for (std::size_t index = 0; index < entries.size() && !place.enough(); ++index) {
    const EntryPosition position =
        index + 1 == entries.size() ? EntryPosition::Last : EntryPosition::Followed;
    retriers.push_back(parse_retrier(entries[index], position, retry.at(index)));
  }
  return retriers;
}

}  // namespace sfn::engine
