#include "engine/states/timeouts.h"

namespace sfn::engine {
namespace {

StateResult<std::optional<std::int64_t>> resolve_deadline(
    const std::optional<TimeoutSource>& source, const query::Scope& scope, query::Budget& budget) {
  if (!source) return std::nullopt;
  SFN_TRY(const std::chrono::seconds seconds, source->resolve(scope, budget));
  return seconds.count();
}

}  // namespace

Timeouts Timeouts::parse(const asl::StateSource& source) {
  Timeouts timeouts;
  timeouts.timeout_ =
      TimeoutSource::compile(source.fields, asl::fields::kTimeoutSeconds, source.place);
  timeouts.heartbeat_ = TimeoutSource::compile(source.fields, kHeartbeatSeconds, source.place);
  return timeouts;
}

StateResult<TaskDeadlines> Timeouts::resolve(const query::Scope& scope,
                                             query::Budget& budget) const {
  TaskDeadlines deadlines;
  SFN_TRY(deadlines.timeout_seconds, resolve_deadline(timeout_, scope, budget));
  SFN_TRY(deadlines.heartbeat_seconds, resolve_deadline(heartbeat_, scope, budget));
  return deadlines;
}

}  // namespace sfn::engine
