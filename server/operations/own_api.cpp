#include "server/operations/own_api.h"

#include <exception>
#include <utility>

#include "base/assert.h"
#include "server/operations/registry.h"

namespace sfn::server {
namespace asio = boost::asio;

namespace {

// "com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist" -> "ExecutionDoesNotExist"
engine::ApiFailure failure_of(const api::ApiError& error) {
  const api::ErrorRow& row = api::error_row(error.code);
  return {std::string(row.type.substr(row.type.rfind('#') + 1)), error.message, row.status};
}

Result<Json, engine::ApiFailure> result_of(Reply reply) {
  if (!reply) return sfn::unexpected(failure_of(reply.error()));
  return Json::parse_trusted(*std::move(reply));
}

}  // namespace

bool OwnApi::has_action(std::string_view action) const { return find_operation(action) != nullptr; }

asio::awaitable<Result<Json, engine::ApiFailure>> OwnApi::call(std::string action, Json request,
                                                               engine::TaskCaller caller) {
  const auto arn = api::parse_arn(caller.execution_arn);
  SFN_ASSERT(arn.has_value(), "a task belongs to an execution");
  api::Owner owner{arn->account, arn->region, std::move(caller.attempt)};
  // As a session does, this answers for whatever breaks: a task can be retried.
  try {
    Result<Json, engine::ApiFailure> result =
        co_await answer(std::move(action), std::move(request), std::move(owner));
    co_return result;
  } catch (const std::exception& error) {
    app_.log.error("own_call_failed",
                   {{"execution", caller.execution_arn}, {"reason", error.what()}});
  }
  co_return sfn::unexpected(failure_of(api::api_error::internal_failure().value()));
}

asio::awaitable<Result<Json, engine::ApiFailure>> OwnApi::answer(std::string action, Json request,
                                                                 api::Owner caller) {
  const Operation* const operation = find_operation(action);
  SFN_ASSERT(operation != nullptr, "the action that a task calls is there");
  if (operation->answer != nullptr) co_return result_of(operation->answer(request, caller, app_));
  // The Task that calls is there: its call is cancelled when it goes.
  Reply reply = co_await operation->answer_later(std::move(request), std::move(caller), {}, app_);
  co_return result_of(std::move(reply));
}

}  // namespace sfn::server
