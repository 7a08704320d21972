#include "engine/runtime/effect_runner.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace sfn::engine {
namespace {

// What the target of a call did not say: the runner itself broke.
StatesError broken_call(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    return {std::string(error_names::kRuntime),
            std::string("The call could not be made: ") + error.what()};
  }
}

}  // namespace

EffectRunner::EffectRunner(boost::asio::io_context& context, TimerQueue& timers,
                           Activities& activities,
                           std::vector<std::unique_ptr<Responder>> responders, Log& log,
                           Deliver deliver)
    : context_(context),
      timers_(timers),
      activities_(activities),
      responders_(std::move(responders)),
      log_(log),
      deliver_(std::move(deliver)),
      tasks_(context) {}

void EffectRunner::start(std::int64_t execution, std::vector<ArmedEffect> effects) {
  std::vector<ArmedEffect> calls;
  for (ArmedEffect& armed : effects) {
    if (const auto* const timer = std::get_if<TimerEffect>(&armed.effect)) {
      timers_.add({timer->due, execution, armed.id});
    } else if (armed.phase == EffectPhase::Armed) {
      // What was submitted before a restart is at its target: it is waited for and never submitted
      // again.
      calls.push_back(std::move(armed));
    }
  }
  if (calls.empty()) return;
  boost::asio::post(context_, [this, execution, calls = std::move(calls)] {
    for (const ArmedEffect& armed : calls) begin_call(execution, armed);
  });
}

void EffectRunner::cancel(std::int64_t execution, std::vector<ArmedEffect> effects) {
  std::vector<ArmedEffect> calls;
  for (ArmedEffect& armed : effects) {
    if (const auto* const timer = std::get_if<TimerEffect>(&armed.effect)) {
      timers_.remove({timer->due, execution, armed.id});
    } else {
      calls.push_back(std::move(armed));
    }
  }
  if (calls.empty()) return;
  boost::asio::post(context_, [this, execution, calls = std::move(calls)] {
    for (const ArmedEffect& armed : calls) cancel_call(execution, armed);
  });
}

void EffectRunner::cancel_call(std::int64_t execution, const ArmedEffect& armed) {
  if (std::get<CallEffect>(armed.effect).target.family == TaskFamily::Activity)
    return activities_.withdraw(execution, armed);
  const auto found = calls_.find({execution, armed.id});
  if (found == calls_.end()) return;
  Cancellation cancellation = found->second.cancellation;  // the call's end takes it out of the map
  cancellation.cancel();
}

void EffectRunner::begin_call(std::int64_t execution, const ArmedEffect& armed) {
  const Key key{execution, armed.id};
  if (stopped_ || calls_.contains(key)) return;
  const auto& effect = std::get<CallEffect>(armed.effect);
  if (effect.target.family == TaskFamily::Activity) return activities_.offer(execution, armed);
  const auto responder =
      std::find_if(responders_.begin(), responders_.end(),
                   [&](const std::unique_ptr<Responder>& r) { return r->takes(effect); });
  if (responder == responders_.end()) {
    log_.error("call_without_responder",
               {{"resource", effect.target.resource}, {"state", effect.state}});
    deliver_(execution, signal::CallEnded{armed.id, sfn::unexpected(StatesError{
                                                        std::string(error_names::kRuntime),
                                                        "No integration is configured for " +
                                                            effect.target.resource})});
    return;
  }
  in_flight_.fetch_add(1, std::memory_order_relaxed);
  deliver_(execution, signal::CallStarted{armed.id});
  const Cancellation cancellation;
  calls_.emplace(key, Call{cancellation, effect.pattern});
  tasks_.start((*responder)->respond(effect), cancellation,
               [this, key](const std::exception_ptr& failure, CallResult result) {
                 end_call(key, failure, std::move(result));
               });
}

void EffectRunner::end_call(const Key& key, const std::exception_ptr& failure, CallResult result) {
  const asl::Pattern pattern = calls_.at(key).pattern;
  calls_.erase(key);
  in_flight_.fetch_sub(1, std::memory_order_relaxed);
  if (stopped_) return;
  // The answer to a call that was cancelled finds no armed effect and is dropped.
  if (failure) result = sfn::unexpected(broken_call(failure));
  if (result && pattern == asl::Pattern::WaitForTaskToken) {
    deliver_(key.first, signal::CallSubmitted{key.second, std::move(*result)});
  } else {
    deliver_(key.first, signal::CallEnded{key.second, std::move(result)});
  }
}

void EffectRunner::stop() {
  stopped_ = true;
  auto calls = calls_;  // each end takes one out of the map
  for (auto& [key, call] : calls) call.cancellation.cancel();
}

}  // namespace sfn::engine
