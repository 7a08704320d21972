// AWS DeleteStateMachine: the name is free at once. Executions that run go on to their end, and all
// stay readable.
#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {
namespace api_error = api::api_error;

Later<api::DeleteStateMachineOutput> delete_state_machine(api::DeleteStateMachineInput in,
                                                          api::Owner caller, App& app) {
  SFN_CO_TRY(const api::Arn arn, parse_state_machine_arn(in.state_machine_arn));
  if (is_labelled(arn)) co_return api_error::no_labelled_arns();
  // Observed: test_delete_nonexistent_sm: deleting what is not there is no error.
  const auto machine = find_machine(in.state_machine_arn, caller, app);
  if (!machine) co_return api::DeleteStateMachineOutput{};
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::DeleteMachine{(*machine)->row.id});
  static_cast<void>(
      co_await app.engine.write(std::move(rows)));  // a Conflict: somebody else deleted it
  co_return api::DeleteStateMachineOutput{};
}

}  // namespace sfn::server
