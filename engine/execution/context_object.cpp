#include "engine/execution/context_object.h"

#include "engine/execution/task_token.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"
#include "engine/states/state.h"

namespace sfn::engine {
namespace {

// Observed: State.RetryCount exists only where a state can be retried
// (test_lambda_invoke_with_retry_extended_input).
bool can_be_retried(StateType type) {
  return type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
}

Json execution_object(const Execution& execution) {
  Json::Members members{{"Id", Json::string(execution.header.execution_arn)},
                        {"Input", execution.input.rebuilt()},
                        {"StartTime", Json::string(to_iso8601(execution.started_at))},
                        {"Name", Json::string(execution.header.execution_name)},
                        {"RoleArn", Json::string(execution.role_arn)}};
  // Observed: express_sync::query_runtime_memory; one that nobody waits for has it.
  if (execution.header.kind != ExecutionKind::SyncExpress)
    members.emplace_back("RedriveCount", Json::integer(execution.redrive_count));
  return Json::object(std::move(members));
}

Json state_machine_object(const ExecutionHeader& header) {
  return Json::object({{"Id", Json::string(header.state_machine_arn)},
                       {"Name", Json::string(header.state_machine_name)}});
}

Json state_object(const Visit& visit) {
  Json::Members members{{"Name", Json::string(visit.state->name())},
                        {"EnteredTime", Json::string(to_iso8601(visit.entered_at))}};
  if (can_be_retried(visit.state->type()))
    members.emplace_back("RetryCount", Json::integer(visit.retry_count));
  return Json::object(std::move(members));
}

// AWS "Context object data for Map states". Items of the state's input have no other source than
// that.
Json map_object(const MapProgress& map, std::int32_t index) {
  Json::Members item{{"Index", Json::integer(index)}};
  if (auto key = map.key(index)) item.emplace_back("Key", Json::string(std::move(*key)));
  item.emplace_back("Value", map.item(index));
  item.emplace_back("Source", Json::string("STATE_DATA"));
  return Json::object({{"Item", Json::object(std::move(item))}});
}

// The iteration that a visit is in. Observed: test_map_state_item_selector, nested states see it,
// too; of nested Maps the innermost.
std::optional<Json> map_object(const Execution& execution, const Visit& visit) {
  for (const Visit* inner = &visit;;) {
    const Visit* const outer = execution.find_visit(inner->parent);
    if (outer == nullptr) return std::nullopt;
    if (outer->map) return map_object(*outer->map, inner->branch);
    inner = outer;
  }
}

// While an attempt is being prepared, its TaskScheduled is the record that comes next.
Json task_object(const Execution& execution, const Visit& visit) {
  const std::int64_t scheduled_by =
      visit.scheduled_by != 0 ? visit.scheduled_by : execution.last_seq + 1;
  return Json::object(
      {{"Token", Json::string(encode_task_token(task_token_of(execution, scheduled_by)))}});
}

}  // namespace

Json VisitContext::context_object() const {
  Json::Members members{{"Execution", execution_object(execution_)},
                        {"StateMachine", state_machine_object(execution_.header)},
                        {"State", state_object(visit_)}};
  if (visit_.state->has_task_token()) members.emplace_back("Task", task_object(execution_, visit_));
  auto map = item_ && visit_.map ? map_object(*visit_.map, *item_) : map_object(execution_, visit_);
  if (map) members.emplace_back("Map", std::move(*map));
  return Json::object(std::move(members));
}

// AWS "Passing data between states with variables": what is assigned further out is visible further
// in. Observed: test_reference_assign[BASE_REFERENCE_IN_ITERATOR_OUTER_SCOPE].
const Json* VisitContext::variable(std::string_view name) const {
  for (const Visit* visit = &visit_; visit != nullptr;
       visit = execution_.find_visit(visit->parent)) {
    const Branch& around = execution_.branch({visit->parent, visit->branch});
    if (const Json* const value = around.variables.find(name)) return value;
  }
  return nullptr;
}

}  // namespace sfn::engine
