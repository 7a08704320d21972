#include "engine/runtime/effect_runner.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "engine/integrations/registry.h"

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

Signal call_ended(EffectId effect, CallResult result) {
  return signal::CallEnded{effect, std::move(result)};
}

Signal call_accepted(EffectId effect, CallResult result) {
  if (!result) return call_ended(effect, std::move(result));
  return signal::CallSubmitted{effect, *std::move(result)};
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
    } else if (std::holds_alternative<MapRunEffect>(armed.effect)) {
      look_at_children_(execution, armed.id);
    } else {
      calls.push_back(std::move(armed));
    }
  }
  if (calls.empty()) return;
  boost::asio::post(context_, [this, execution, calls = std::move(calls)] {
    for (const ArmedEffect& armed : calls) {
      // What was submitted is at its target: it is waited for and never submitted again.
      if (armed.phase == EffectPhase::Armed) {
        begin_call(execution, armed);
      } else {
        wait_for_job(execution, armed);
      }
    }
  });
}

void EffectRunner::cancel(std::int64_t execution, std::vector<ArmedEffect> effects) {
  std::vector<ArmedEffect> calls;
  for (ArmedEffect& armed : effects) {
    if (const auto* const timer = std::get_if<TimerEffect>(&armed.effect)) {
      timers_.remove({timer->due, execution, armed.id});
    } else if (!std::holds_alternative<MapRunEffect>(armed.effect)) {
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
  Cancellation cancellation = found->second;  // the call's end takes it out of the map
  cancellation.cancel();
}

void EffectRunner::when_over(std::int64_t execution, EffectId effect,
                             std::function<void()> action) {
  boost::asio::post(context_, [this, key = Key{execution, effect}, action = std::move(action)] {
    if (!calls_.contains(key)) return action();
    when_over_.emplace(key, action);
  });
}

Responder* EffectRunner::responder_for(const CallEffect& call) const {
  const auto found =
      std::find_if(responders_.begin(), responders_.end(),
                   [&](const std::unique_ptr<Responder>& r) { return r->takes(call); });
  return found == responders_.end() ? nullptr : found->get();
}

void EffectRunner::begin_call(std::int64_t execution, const ArmedEffect& armed) {
  const Key key{execution, armed.id};
  if (stopped_ || calls_.contains(key)) return;
  const auto& effect = std::get<CallEffect>(armed.effect);
  if (effect.target.family == TaskFamily::Activity) return activities_.offer(execution, armed);
  Responder* const responder = responder_for(effect);
  if (responder == nullptr) {
    log_.error("call_without_responder",
               {{"resource", effect.target.resource}, {"state", effect.state}});
    return deliver_(execution,
                    call_ended(armed.id, sfn::unexpected(not_called_yet(effect.target))));
  }
  deliver_(execution, signal::CallStarted{armed.id});
  const bool ends_later = runs_job(effect.target) || waits_for_token(effect.target);
  run(key, responder->respond(effect), ends_later ? &call_accepted : &call_ended);
}

void EffectRunner::wait_for_job(std::int64_t execution, const ArmedEffect& armed) {
  const Key key{execution, armed.id};
  const auto& effect = std::get<CallEffect>(armed.effect);
  if (stopped_ || calls_.contains(key) || !runs_job(effect.target)) return;
  Responder* const responder = responder_for(effect);
  if (responder == nullptr) {
    return deliver_(execution,
                    call_ended(armed.id, sfn::unexpected(not_called_yet(effect.target))));
  }
  run(key, responder->wait_for_end(effect), &call_ended);
}

void EffectRunner::run(const Key& key, boost::asio::awaitable<CallResult> part, Tell tell) {
  in_flight_.fetch_add(1, std::memory_order_relaxed);
  const Cancellation cancellation;
  calls_.emplace(key, cancellation);
  tasks_.start(std::move(part), cancellation,
               [this, key, tell](const std::exception_ptr& failure, CallResult result) {
                 end(key, failure, std::move(result), tell);
               });
}

void EffectRunner::end(const Key& key, const std::exception_ptr& failure, CallResult result,
                       Tell tell) {
  calls_.erase(key);
  in_flight_.fetch_sub(1, std::memory_order_relaxed);
  if (stopped_) return;
  // The answer to a call that was cancelled finds no armed effect and is dropped.
  if (failure) result = sfn::unexpected(broken_call(failure));
  deliver_(key.first, tell(key.second, std::move(result)));
  for (auto after = when_over_.find(key); after != when_over_.end(); after = when_over_.find(key)) {
    const std::function<void()> action = std::move(after->second);
    when_over_.erase(after);
    action();
  }
}

void EffectRunner::stop() {
  stopped_ = true;
  auto calls = calls_;  // each end takes one out of the map
  for (auto& [key, call] : calls) call.cancel();
}

}  // namespace sfn::engine
