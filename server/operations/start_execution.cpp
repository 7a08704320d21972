// AWS StartExecution: of a STANDARD machine, idempotent while an execution of that name and input
// runs; of an EXPRESS machine, another execution each time.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/definition_check.h"
#include "server/operations/execution_view.h"
#include "server/operations/lookup.h"
#include "server/operations/start_command.h"

namespace sfn::server {
namespace api_error = api::api_error;

namespace {

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
  if (is_labelled(arn)) co_return api_error::no_labelled_arns();
  SFN_CO_TRY(std::shared_ptr<const engine::Machine> machine,
             find_machine(in.state_machine_arn, caller, app));
  const bool is_express = type_of(machine->row.type) == api::StateMachineType::Express;
  StartRequest request{std::move(in.name), std::move(in.input), std::move(in.trace_header)};
  SFN_CO_TRY(engine::StartCommand command,
             make_start_command(std::move(machine), std::move(request), caller, app));
  if (!caller.attempt.empty()) command.started_by = caller.attempt;
  std::string execution_arn = command.execution_arn;
  if (is_express) {
    const auto started_at = app.engine.start_express(std::move(command));
    if (!started_at) co_return api_error::execution_limit_exceeded();
    co_return api::StartExecutionOutput{std::move(execution_arn), *started_at};
  }
  const Json input = command.input;
  const engine::StartReply reply = co_await app.engine.start(std::move(command));
  if (reply.outcome == engine::StartReply::Outcome::ArnTaken) {
    co_return answer_existing(execution_arn, input.text(), caller.attempt, app);
  }
  co_return api::StartExecutionOutput{std::move(execution_arn), reply.started_at};
}

}  // namespace sfn::server
