#include "engine/states/wait.h"

#include <array>
#include <utility>

#include "api-models/quotas.h"
#include "base/overloaded.h"
#include "engine/asl/common_fields.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kSeconds = "Seconds";
constexpr std::string_view kSecondsPath = "SecondsPath";
constexpr std::string_view kTimestamp = "Timestamp";
constexpr std::string_view kTimestampPath = "TimestampPath";

constexpr auto kWaitFields =
    asl::join(asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection,
              std::to_array<asl::Field>({
                  asl::or_expression(asl::integer(kSeconds, 0, api::quotas::kSecondsMax)),
                  asl::path(kSecondsPath),
                  asl::or_expression(asl::timestamp(kTimestamp)),
                  asl::path(kTimestampPath),
              }));
constexpr auto kWaitForms =
    std::to_array<std::string_view>({kSeconds, kSecondsPath, kTimestamp, kTimestampPath});
constexpr auto kWaitExclusive = std::to_array<asl::Exclusive>(
    {{asl::kNextOrEnd, asl::Choose::ExactlyOne}, {kWaitForms, asl::Choose::ExactlyOne}});

}  // namespace

const asl::ObjectSchema kWaitSchema{.fields = kWaitFields, .exclusive = kWaitExclusive};

WaitState::WaitState(StateCommon common, Until until)
    : State(std::move(common)), until_(std::move(until)) {}

StateResult<WorkflowTime> WaitState::due(const Visit& visit, const Json& selected,
                                         StepContext& ctx) const {
  const query::Scope scope = ctx.scope(visit, selected);
  const std::chrono::seconds longest{api::quotas::kWaitSecondsLimit};
  const auto too_long = [](const auto& source) {
    return sfn::unexpected(source.refused("Wait state delay is too long."));
  };
  return std::visit(Overloaded{
                        [&](const SecondsSource& source) -> StateResult<WorkflowTime> {
                          SFN_TRY(const std::chrono::seconds seconds,
                                  source.resolve(scope, ctx.budget()));
                          if (seconds >= longest) return too_long(source);
                          return ctx.now() + seconds;
                        },
                        [&](const TimestampSource& source) -> StateResult<WorkflowTime> {
                          SFN_TRY(const WorkflowTime time, source.resolve(scope, ctx.budget()));
                          if (time - ctx.now() >= longest) return too_long(source);
                          return time;
                        },
                    },
                    until_);
}

StepOutcome WaitState::enter(const Visit& visit, StepContext& ctx) const {
  auto selected = data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!selected) return std::move(selected).error();
  auto time = due(visit, *selected, ctx);
  if (!time) return std::move(time).error();
  if (*time <= ctx.now()) return Done{std::move(*selected), std::nullopt};
  ctx.record(record::WaitArmed{visit.id, *time});
  return Await{};
}

StepOutcome WaitState::resume(const Visit& visit, const Signal&, StepContext& ctx) const {
  auto selected = data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget());
  if (!selected) return std::move(selected).error();
  return Done{std::move(*selected), std::nullopt};
}

std::unique_ptr<const State> parse_wait(StateCommon common, const asl::StateSource& source) {
  if (auto seconds = SecondsSource::compile(source.fields, kSeconds, source.place)) {
    return std::make_unique<WaitState>(std::move(common), std::move(*seconds));
  }
  if (auto timestamp = TimestampSource::compile(source.fields, kTimestamp, source.place)) {
    return std::make_unique<WaitState>(std::move(common), std::move(*timestamp));
  }
  return nullptr;
}

}  // namespace sfn::engine
