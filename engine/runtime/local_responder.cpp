#include "engine/runtime/local_responder.h"

#include <array>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <ctime>
#include <utility>

#include "base/assert.h"
#include "base/random.h"
#include "engine/integrations/registry.h"

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

// RFC 9110 "Date".
std::string http_date(std::chrono::system_clock::time_point now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {text.data(), size};
}

const OwnAction* own_action(const TaskTarget& target) {
  const Integration* const integration = find_integration(target);
  return integration != nullptr && integration->own.name != nullptr ? &integration->own : nullptr;
}

class LocalResponder final : public Responder {
 public:
  LocalResponder(const persistence::Store& store, ExecutionEnds& ends, LocalApi* const& api)
      : store_(store), ends_(ends), api_(api), random_(seed_from_system()) {}

  bool takes(const CallEffect& call) const override {
    const OwnAction* const own = own_action(call.target);
    return own != nullptr && api_ != nullptr && api_->has_action(own->name(call.target));
  }

  asio::awaitable<CallResult> respond(CallEffect call) override {
    const OwnAction* const own = own_action(call.target);
    // What was started has to be known, so that it can be stopped: such a call goes on to its
    // answer although nobody waits any more.
    if (runs_job(call.target))
      co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    auto request = own->to_request(call);
    if (!request) co_return sfn::unexpected(std::move(request).error());
    const ApiAnswer answer = co_await ask(own->name(call.target), *std::move(request), call);
    co_return own->to_result(call, answer);
  }

  asio::awaitable<CallResult> wait_for_end(CallEffect call) override {
    const OwnAction* const own = own_action(call.target);
    SFN_ASSERT(own->execution_started_by != nullptr, "what is waited for is an execution");
    const std::string arn = own->execution_started_by(call);
    const auto started = store_.find_execution(arn);
    if (started) {
      ExecutionEnds::Waiter waiter{ends_, started->number};
      if (is_running(started->number)) co_await waiter.ended();
    }
    Json request = Json::object({{"executionArn", Json::string(arn)}});
    const ApiAnswer described = co_await ask("DescribeExecution", std::move(request), call);
    co_return own->to_end(call, described);
  }

 private:
  [[nodiscard]] bool is_running(std::int64_t execution) const {
    const auto row = store_.find_execution_by_number(execution);
    return row && row->status == persistence::ExecutionStatus::Running;
  }

  asio::awaitable<ApiAnswer> ask(std::string action, Json request, CallEffect call) {
    TaskCaller caller{call.execution_arn, call.attempt_name()};
    Result<Json, ApiFailure> result =
        co_await api_->call(std::move(action), std::move(request), std::move(caller));
    co_return ApiAnswer{std::move(result), random_.uuid(),
                        http_date(std::chrono::system_clock::now())};
  }

  const persistence::Store& store_;
  ExecutionEnds& ends_;
  LocalApi* const& api_;
  Random random_;  // for request ids
};

}  // namespace

std::unique_ptr<Responder> make_local_responder(const persistence::Store& store,
                                                ExecutionEnds& ends, LocalApi* const& api) {
  return std::make_unique<LocalResponder>(store, ends, api);
}

}  // namespace sfn::engine
