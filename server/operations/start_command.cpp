#include "server/operations/start_command.h"

#include <utility>

#include "server/operations/definition_check.h"

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

}  // namespace

api::ApiResult<engine::StartCommand> make_start_command(
    std::shared_ptr<const engine::Machine> machine, StartRequest request, const api::Owner& caller,
    App& app) {
  if (request.name) SFN_CHECK_OK(api::check_name(*request.name));
  SFN_TRY(Json input, parse_input(std::move(request.input)));
  if (machine->definition == nullptr) {
    app.log.error("definition_unusable", {{"machine", machine->row.arn}});
    return api_error::internal_failure();
  }
  engine::StartCommand command;
  command.execution_name = request.name ? *std::move(request.name) : app.uuids.next();
  command.execution_arn =
      type_of(machine->row.type) == api::StateMachineType::Express
          ? api::express_arn(machine->row.arn, command.execution_name, app.uuids.next())
          : api::execution_arn(machine->row.arn, command.execution_name);
  command.region = caller.region;
  command.machine = std::move(machine);
  command.input = std::move(input);
  command.trace_header = std::move(request.trace_header);
  return command;
}

}  // namespace sfn::server
