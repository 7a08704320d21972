#include "engine/execution/context_object.h"

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
  return Json::object({{"Id", Json::string(execution.header.execution_arn)},
                       {"Input", execution.input.rebuilt()},
                       {"StartTime", Json::string(to_iso8601(execution.started_at))},
                       {"Name", Json::string(execution.header.execution_name)},
                       {"RoleArn", Json::string(execution.role_arn)},
                       {"RedriveCount", Json::integer(execution.redrive_count)}});
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

}  // namespace

Json VisitContext::context_object() const {
  return Json::object({{"Execution", execution_object(execution_)},
                       {"StateMachine", state_machine_object(execution_.header)},
                       {"State", state_object(visit_)}});
}

const Json* VisitContext::variable(std::string_view) const {
  return nullptr;  // no state assigns variables, so none is ever visible
}

}  // namespace sfn::engine
