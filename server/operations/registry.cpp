#include "server/operations/registry.h"

#include <algorithm>
#include <array>

#include "server/operations/actions.h"

namespace sfn::server {
namespace {

constexpr auto kOperations = std::to_array<Operation>({
    serve<&create_activity>("CreateActivity"),
    serve<&create_state_machine>("CreateStateMachine"),
    serve<&delete_activity>("DeleteActivity"),
    serve<&delete_state_machine>("DeleteStateMachine"),
    serve<&describe_activity>("DescribeActivity"),
    serve<&describe_execution>("DescribeExecution"),
    serve<&describe_map_run>("DescribeMapRun"),
    serve<&describe_state_machine>("DescribeStateMachine"),
    serve<&describe_state_machine_for_execution>("DescribeStateMachineForExecution"),
    serve<&get_activity_task>("GetActivityTask"),
    serve<&get_execution_history>("GetExecutionHistory"),
    serve<&list_activities>("ListActivities"),
    serve<&list_executions>("ListExecutions"),
    serve<&list_map_runs>("ListMapRuns"),
    serve<&list_state_machines>("ListStateMachines"),
    serve<&send_task_failure>("SendTaskFailure"),
    serve<&send_task_heartbeat>("SendTaskHeartbeat"),
    serve<&send_task_success>("SendTaskSuccess"),
    serve<&start_execution>("StartExecution"),
    serve<&start_sync_execution>("StartSyncExecution"),
    serve<&stop_execution>("StopExecution"),
    serve<&update_map_run>("UpdateMapRun"),
    serve<&update_state_machine>("UpdateStateMachine"),
    serve<&validate_state_machine_definition>("ValidateStateMachineDefinition"),
});

}  // namespace

std::span<const Operation> operations() { return kOperations; }

const Operation* find_operation(std::string_view name) {
  const auto* const found = std::find_if(kOperations.begin(), kOperations.end(),
                                         [&](const Operation& row) { return row.name == name; });
  return found == kOperations.end() ? nullptr : found;
}

}  // namespace sfn::server
