#pragma once
// What StartExecution and StartSyncExecution have in common: from a request to a command for the
// engine.
#include <memory>
#include <optional>
#include <string>

#include "api-models/arn.h"
#include "engine/runtime/engine.h"
#include "server/operations/app.h"

namespace sfn::server {

struct StartRequest {
  std::optional<std::string> name;
  std::optional<std::string> input;
  std::optional<std::string> trace_header;
};

// Checks name and input. An execution of an EXPRESS machine gets an ARN of its own even where it
// has the name of another one.
[[nodiscard]] api::ApiResult<engine::StartCommand> make_start_command(
    std::shared_ptr<const engine::Machine> machine, StartRequest request, const api::Owner& caller,
    App& app);

}  // namespace sfn::server
