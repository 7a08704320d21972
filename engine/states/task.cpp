#include "engine/states/task.h"

#include <array>
#include <utility>
#include <variant>

#include "api-models/quotas.h"
#include "base/assert.h"
#include "engine/asl/common_fields.h"
#include "engine/asl/task_resource.h"
#include "engine/dataflow/data_flow.h"
#include "engine/execution/data_limit.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"
#include "engine/integrations/integration.h"
#include "engine/states/task_checks.h"
#include "engine/states/task_request.h"

namespace sfn::engine {
namespace {

constexpr auto kTaskFields = asl::join(
    asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection, asl::kPlacedResult,
    asl::kSelectedResult, asl::kWork, asl::kErrorHandling, kTimeoutFields,
    std::to_array<asl::Field>({
        asl::text(asl::fields::kResource),
        asl::with_expressions(asl::or_expression(asl::any(asl::fields::kCredentials))),
    }));
constexpr auto kTaskRequired = std::to_array<std::string_view>({asl::fields::kResource});
constexpr auto kTaskExclusive = std::to_array<asl::Exclusive>(
    {{asl::kNextOrEnd, asl::Choose::ExactlyOne}, {kTimeoutForms}, {kHeartbeatForms}});

}  // namespace

const asl::ObjectSchema kTaskSchema{
    .fields = kTaskFields, .required = kTaskRequired, .exclusive = kTaskExclusive};

TaskState::TaskState(StateCommon common, TaskTarget target, Timeouts timeouts,
                     TaskCredentials credentials, const asl::ServiceRequest* checked_request)
    : State(std::move(common)),
      target_(std::move(target)),
      timeouts_(std::move(timeouts)),
      credentials_(std::move(credentials)),
      checked_request_(checked_request) {}

bool TaskState::has_task_token() const {
  return asl::pattern_of(target_) != asl::Pattern::RequestResponse;
}

StateResult<record::TaskScheduled> TaskState::schedule(const Visit& visit, StepContext& ctx) const {
  SFN_TRY(Json built, data_flow().work_input(ctx.scope(visit, visit.input), ctx.budget()));
  SFN_TRY(Json parameters, within_payload(std::move(built), name()));
  TaskDeadlines deadlines;
  std::optional<std::string> role;
  if (!timeouts_.is_empty() || !credentials_.is_empty()) {
    SFN_TRY(const Json selected,
            data_flow().select_input(ctx.scope(visit, visit.input), ctx.budget()));
    SFN_TRY(role, credentials_.resolve(ctx.scope(visit, selected), ctx.budget()));
    SFN_TRY(deadlines, timeouts_.resolve(ctx.scope(visit, selected), ctx.budget()));
  }
  if (checked_request_ != nullptr) {
    if (auto refused = refusal(parameters, *checked_request_))
      return sfn::unexpected(*std::move(refused));
  }
  // Observed: test_activity_task_on_deleted.
  if (target_.family == TaskFamily::Activity && !ctx.activity_exists(target_.resource)) {
    return sfn::unexpected(runtime_error("The activity " + target_.resource + " does not exist."));
  }
  return record::TaskScheduled{visit.id,
                               target_,
                               ctx.header().region,
                               std::move(parameters),
                               deadlines.timeout_seconds,
                               deadlines.heartbeat_seconds,
                               std::move(role)};
}

StepOutcome TaskState::enter(const Visit& visit, StepContext& ctx) const {
  auto scheduled = schedule(visit, ctx);
  if (!scheduled) return std::move(scheduled).error();
  ctx.record(std::move(*scheduled));
  return Await{};
}

StepOutcome TaskState::resume(const Visit& visit, const Signal& signal, StepContext& ctx) const {
  const auto* const ended = std::get_if<signal::CallEnded>(&signal);
  SFN_ASSERT(ended != nullptr, "a Task waits for the end of its call");
  const auto fail = [&](StatesError given) -> StepOutcome {
    StatesError error = cut_to_limits(std::move(given));
    ctx.record(record::TaskFailed{visit.id, target_, error.name, error.cause});
    return error;
  };
  if (!ended->result) {
    // What could not even be called fails the execution, and has no event of its own.
    if (ended->result.error().kind == ErrorKind::Fatal) return ended->result.error();
    return fail(ended->result.error());
  }
  if (ended->result->text_bytes() > api::quotas::kPayloadBytes)
    return fail(result_too_large(target_));
  ctx.record(record::TaskSucceeded{visit.id, target_, *ended->result});
  return Done{*ended->result, std::nullopt};
}

std::unique_ptr<const State> parse_task(StateCommon common, const asl::StateSource& source) {
  Timeouts timeouts = Timeouts::parse(source);
  const auto resource = check_task(source);
  TaskCredentials credentials = TaskCredentials::parse(source, resource ? &*resource : nullptr);
  if (!resource) return nullptr;
  return std::make_unique<TaskState>(std::move(common), resource->target(), std::move(timeouts),
                                     std::move(credentials),
                                     request_checked_when_built(*resource, source));
}

}  // namespace sfn::engine
