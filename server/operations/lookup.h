#pragma once
// Lookup: from an ARN in a request to a row, or the error that AWS answers. Nothing of one account
// or region is found from another: what the ARN names does not exist there.
#include <memory>
#include <optional>
#include <string>

#include "api-models/arn.h"
#include "server/operations/app.h"

namespace sfn::server {

// "<account>/<region>": what one caller can list.
[[nodiscard]] std::string scope_of(const api::Owner& owner);

// Checks that the text is the ARN of a state machine, and takes it apart. It may name a version or
// an alias.
[[nodiscard]] api::ApiResult<api::Arn> parse_state_machine_arn(const std::string& arn);
// Whether the ARN names a version or an alias, or a machine within a Distributed Map.
[[nodiscard]] bool is_qualified(const api::Arn& arn);
[[nodiscard]] bool is_labelled(const api::Arn& arn);

// The machine that an ARN names. No machine has versions or aliases, so a qualified ARN finds
// nothing.
[[nodiscard]] api::ApiResult<std::shared_ptr<const engine::Machine>> find_machine(
    const std::string& arn, const api::Owner& caller, App& app);
[[nodiscard]] api::ApiResult<persistence::ActivityRow> find_activity(const std::string& arn,
                                                                     const api::Owner& caller,
                                                                     const App& app);
// Not of EXPRESS machines: AWS shows their executions in logs only.
[[nodiscard]] api::ApiResult<persistence::ExecutionRow> find_execution(const std::string& arn,
                                                                       const api::Owner& caller,
                                                                       const App& app);
// The same, and children of map runs that are EXPRESS: only they of all EXPRESS executions can be
// described.
[[nodiscard]] api::ApiResult<persistence::ExecutionRow> find_describable_execution(
    const std::string& arn, const api::Owner& caller, const App& app);
[[nodiscard]] api::ApiResult<persistence::MapRunRow> find_map_run(const std::string& arn,
                                                                  const api::Owner& caller,
                                                                  const App& app);
// The machine and revision that an execution was started with, deleted or not, and the map run if
// it is the child of one.
struct StartedFrom {
  persistence::MachineRow machine;
  persistence::RevisionRow revision;
  std::optional<persistence::MapRunRow> map_run;
};
[[nodiscard]] StartedFrom started_from(const persistence::ExecutionRow& execution, const App& app);
// What AWS shows as the machine of an execution: with the label of the Map state for a child.
[[nodiscard]] std::string shown_machine_arn(const StartedFrom& from);

}  // namespace sfn::server
