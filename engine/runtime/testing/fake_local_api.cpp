#include "engine/runtime/testing/fake_local_api.h"

#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "api-models/arn.h"
#include "base/assert.h"
#include "engine/execution/record_codec.h"

namespace sfn::engine::testing {
namespace asio = boost::asio;

namespace {

Record record_of(const persistence::Store& store, std::int64_t execution, std::int64_t seq) {
  auto rows = store.read_journal({.execution = execution, .from_seq = seq, .limit = 1});
  SFN_ASSERT(!rows.empty(), "the journal has the record");
  persistence::JournalRow& row = rows.front();
  return decode_record(row.seq, row.event_id, from_epoch_milliseconds(row.at), row.kind,
                       std::move(row.payload));
}

std::string text_of(const Json& object, std::string_view member) {
  const Json* const text = object.find(member);
  return text == nullptr ? "" : text->as_string();
}

}  // namespace

bool FakeLocalApi::has_action(std::string_view action) const {
  return action == "StartExecution" || action == "DescribeExecution" || action == "GetActivityTask";
}

asio::awaitable<void> FakeLocalApi::wait_while(Hold what) {
  asio::steady_timer pause{co_await asio::this_coro::executor};
  while (hold_ == what) {
    pause.expires_after(std::chrono::milliseconds{1});
    co_await pause.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<Result<Json, ApiFailure>> FakeLocalApi::call(std::string action, Json request,
                                                             TaskCaller caller) {
  if (action == "DescribeExecution") co_return describe(text_of(request, "executionArn"));
  if (action == "GetActivityTask") {
    std::string activity_arn = text_of(request, "activityArn");
    co_return co_await poll(std::move(activity_arn));
  }
  ++starts_;
  co_await wait_while(Hold::Starts);
  Result<Json, ApiFailure> started = co_await start(std::move(request), std::move(caller));
  co_await wait_while(Hold::AnswersToStarts);
  co_return started;
}

asio::awaitable<Result<Json, ApiFailure>> FakeLocalApi::start(Json request, TaskCaller caller) {
  const std::string machine_arn = text_of(request, "stateMachineArn");
  StartCommand command;
  command.machine = engine_->find_machine(machine_arn);
  if (command.machine == nullptr)
    co_return sfn::unexpected(ApiFailure{"StateMachineDoesNotExist", "no machine", 400});
  command.execution_name = text_of(request, "name");
  command.execution_arn = api::execution_arn(machine_arn, command.execution_name);
  command.region = "us-east-1";
  const std::string input = text_of(request, "input");
  command.input = Json::parse_trusted(input.empty() ? "{}" : input);
  command.started_by = caller.attempt;
  const std::string arn = command.execution_arn;
  const StartReply reply = co_await engine_->start(std::move(command));
  if (reply.outcome == StartReply::Outcome::ArnTaken) {
    const auto row = store_.find_execution(arn);
    const Record first = record_of(store_, row->number, 1);
    if (std::get<record::ExecutionStarted>(first.body).started_by != caller.attempt)
      co_return sfn::unexpected(ApiFailure{"ExecutionAlreadyExists", "taken", 400});
  }
  co_return Json::object({{"executionArn", Json::string(arn)}, {"startDate", Json::integer(1)}});
}

asio::awaitable<Result<Json, ApiFailure>> FakeLocalApi::poll(std::string activity_arn) {
  ++polls_;
  PollCommand command{std::move(activity_arn), "task", {}};
  const PollReply reply = co_await engine_->poll_activity(std::move(command));
  co_return Json::object({{"taskToken", Json::string(reply.task_token)}});
}

Result<Json, ApiFailure> FakeLocalApi::describe(const std::string& arn) {
  const auto row = store_.find_execution(arn);
  if (!row) return sfn::unexpected(ApiFailure{"ExecutionDoesNotExist", "no execution", 400});
  constexpr std::array<const char*, 5> kNames{"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT",
                                              "ABORTED"};
  Json::Members members{{"executionArn", Json::string(arn)},
                        {"status", Json::string(kNames.at(static_cast<std::size_t>(row->status)))}};
  const Record last = record_of(store_, row->number, row->last_seq);
  if (const auto* const succeeded = std::get_if<record::ExecutionSucceeded>(&last.body))
    members.emplace_back("output", Json::string(succeeded->output.text()));
  if (const auto* const failed = std::get_if<record::ExecutionFailed>(&last.body))
    members.emplace_back("error", Json::string(failed->error.value_or("")));
  return Json::object(std::move(members));
}

}  // namespace sfn::engine::testing
