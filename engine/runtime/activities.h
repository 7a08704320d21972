#pragma once
// Activities: where the tasks of activities meet their workers. Each activity has a queue of
// offers, tasks that no worker has taken yet, oldest first, and a queue of pollers, workers that
// wait in GetActivityTask, first come, first served. Nothing of it is stored: what is offered is an
// armed effect, and after a restart it is offered again. On the context's thread only, but for
// hold_offers().
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "engine/execution/effect.h"
#include "engine/execution/signal.h"
#include "engine/runtime/engine.h"

namespace sfn::engine {

using PollNumber = std::uint64_t;

class Activities {
 public:
  struct Poll {
    PollNumber number = 0;  // no other poll has it
    std::string activity_arn;
    std::optional<std::string> worker;
    // Asks whether the poller still waits, and calls back, on any thread.
    std::function<void(std::function<void(bool)>)> ask_presence;
    std::function<void(PollReply)> reply;  // called once
  };
  // Tells the execution that its task was taken; `done` says, on any thread and after the commit,
  // whether it was there to be taken.
  using Take = std::function<void(std::int64_t execution, signal::ActivityTaken taken,
                                  std::function<void(bool)> done)>;

  Activities(boost::asio::io_context& context, std::chrono::milliseconds longest_poll, Take take);

  // From now until open_offers() no task is given to a worker: not all offers are there yet, and
  // the oldest comes first. Before anything else is called.
  void hold_offers() { are_offers_held_ = true; }
  void open_offers();

  // Offering a task that is on offer changes nothing.
  void offer(std::int64_t execution, const ArmedEffect& armed);
  void withdraw(std::int64_t execution, const ArmedEffect& armed);
  void poll(Poll poll);
  // The poller waits no more: it is replied nothing, unless a task is being taken for it already.
  void leave(const std::string& activity_arn, PollNumber number);
  // Nobody waits any more: who does, and who comes, goes away with nothing.
  void release_pollers();

 private:
  // Oldest first; executions that were scheduled at one instant, by number.
  using OfferKey = std::tuple<WorkflowTime, std::int64_t, EffectId>;
  struct Offer {
    std::string task_token;
    Json input;
  };
  struct Poller {
    Poller(boost::asio::io_context& context, Poll asked) : poll(std::move(asked)), end(context) {}
    Poll poll;
    boost::asio::steady_timer end;
    bool is_over = false;  // its time is up
    bool has_left = false;
  };
  using PollerRef = std::shared_ptr<Poller>;
  struct Queue {
    std::map<OfferKey, Offer> offers;
    std::deque<PollerRef> pollers;
    std::set<PollerRef> served;  // those that are about to get an offer
  };

  [[nodiscard]] static OfferKey key_of(std::int64_t execution, const ArmedEffect& armed);
  void match(const std::string& arn);
  void serve(const PollerRef& poller, const OfferKey& key, Offer offer);
  void take(const PollerRef& poller, const OfferKey& key, Offer offer);
  void end_service(const PollerRef& poller, const OfferKey& key);
  // Back to where it came from; the next offer is its own.
  void return_poller(const PollerRef& poller);
  // Ends the wait of one that is not being served; false if there is none that is meant.
  template <typename IsMeant>
  bool dismiss(const std::string& arn, IsMeant is_meant);
  void forget_if_empty(const std::string& arn);

  boost::asio::io_context& context_;
  const std::chrono::milliseconds longest_poll_;
  Take take_;
  std::unordered_map<std::string, Queue> queues_;  // by ARN
  std::set<OfferKey> in_service_;                  // of these, what was not withdrawn meanwhile
  bool is_released_ = false;
  bool are_offers_held_ = false;
};

}  // namespace sfn::engine
