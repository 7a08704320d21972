// AWS StartExecution: idempotent while an execution of that name and input runs.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/execution_view.h"
#include "server/operations/lookup.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

api::ApiResult<Json> parse_input(std::optional<std::string>&& input) {
  if (!input) return Json::parse_trusted("{}");
  // Observed: test_invalid_start_execution_input.
  if (input->empty()) return api_error::empty_execution_input();
  Result<Json, JsonParseError> parsed = Json::parse(*std::move(input));
  if (!parsed) return api_error::invalid_execution_input(parsed.error().message);
  return *std::move(parsed);
}

// Observed: test_start_execution_idempotent; on AWS inputs are compared as text. A task's call that
// is made again after a crash finds what it has started the first time, even if that is over.
api::ApiResult<api::StartExecutionOutput> answer_existing(const std::string& arn,
                                                          const std::string& input,
                                                          const std::string& attempt,
                                                          const App& app) {
  const std::optional<persistence::ExecutionRow> row = app.store.find_execution(arn);
  if (!row) return api_error::execution_already_exists(arn);
  const engine::record::ExecutionStarted started = first_record(*row, app.store);
  const bool is_same_start = !attempt.empty() && started.started_by == attempt;
  const bool is_running = row->status == persistence::ExecutionStatus::Running;
  if (!is_same_start && (!is_running || started.input.text() != input))
    return api_error::execution_already_exists(arn);
  return api::StartExecutionOutput{arn, from_epoch_milliseconds(row->started_at)};
}

}  // namespace

Later<api::StartExecutionOutput> start_execution(api::StartExecutionInput in, api::Owner caller,
                                                 App& app) {
  SFN_CO_TRY(const api::Arn arn, parse_state_machine_arn(in.state_machine_arn));
  if (is_labelled(arn))
    co_return api_error::validation("This operation does not support labelled state machine ARNs");
  SFN_CO_TRY(std::shared_ptr<const engine::Machine> machine,
             find_machine(in.state_machine_arn, caller, app));
  if (type_of(machine->row.type) == api::StateMachineType::Express) {
    co_return api_error::validation(
        "Executions of EXPRESS state machines are not supported by this server: '" +
        in.state_machine_arn + "'");
  }
  if (in.name) {
    const auto named = api::check_name(*in.name);
    if (!named) co_return sfn::unexpected(named.error());
  }
  SFN_CO_TRY(Json input, parse_input(std::move(in.input)));
  if (machine->definition == nullptr) {
    app.log.error("definition_unusable", {{"machine", in.state_machine_arn}});
    co_return api_error::internal_failure();
  }

  engine::StartCommand command;
  command.execution_name = in.name ? *std::move(in.name) : app.uuids.next();
  command.execution_arn = api::execution_arn(in.state_machine_arn, command.execution_name);
  command.region = std::move(caller.region);
  command.machine = std::move(machine);
  command.input = input;
  command.trace_header = std::move(in.trace_header);
  if (!caller.attempt.empty()) command.started_by = caller.attempt;
  std::string execution_arn = command.execution_arn;
  const engine::StartReply reply = co_await app.engine.start(std::move(command));
  if (reply.outcome == engine::StartReply::Outcome::ArnTaken) {
    co_return answer_existing(execution_arn, input.text(), caller.attempt, app);
  }
  co_return api::StartExecutionOutput{std::move(execution_arn), reply.started_at};
}

}  // namespace sfn::server
