#pragma once
// FakeLocalApi: the actions that nested executions need, and one that waits long, over an engine
// and its store, as plain as they can be. It can be held before it starts something, or before it
// says that it has. Thread-safe; outlives the engines that use it.
#include <atomic>
#include <string>

#include "engine/runtime/engine.h"
#include "engine/runtime/local_api.h"
#include "persistence/store.h"

namespace sfn::engine::testing {

class FakeLocalApi final : public LocalApi {
 public:
  explicit FakeLocalApi(persistence::Store& store) : store_(store) {}
  void serve(Engine& engine) { engine_ = &engine; }

  enum class Hold : std::uint8_t { Nothing, Starts, AnswersToStarts };
  void hold(Hold what) { hold_ = what; }
  [[nodiscard]] std::size_t starts() const { return starts_; }
  [[nodiscard]] std::size_t polls() const { return polls_; }

  [[nodiscard]] bool has_action(std::string_view action) const override;
  [[nodiscard]] boost::asio::awaitable<Result<Json, ApiFailure>> call(std::string action,
                                                                      Json request,
                                                                      TaskCaller caller) override;

 private:
  boost::asio::awaitable<void> wait_while(Hold what);
  boost::asio::awaitable<Result<Json, ApiFailure>> start(Json request, TaskCaller caller);
  boost::asio::awaitable<Result<Json, ApiFailure>> poll(std::string activity_arn);
  Result<Json, ApiFailure> describe(const std::string& arn);

  persistence::Store& store_;
  Engine* engine_ = nullptr;
  std::atomic<Hold> hold_{Hold::Nothing};
  std::atomic<std::size_t> starts_{0};
  std::atomic<std::size_t> polls_{0};
};

}  // namespace sfn::engine::testing
