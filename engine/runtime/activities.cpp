#include "engine/runtime/activities.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>
#include <vector>

#include "api-models/quotas.h"

namespace sfn::engine {

Activities::Activities(boost::asio::io_context& context, std::chrono::milliseconds longest_poll,
                       Take take)
    : context_(context), longest_poll_(longest_poll), take_(std::move(take)) {}

Activities::OfferKey Activities::key_of(std::int64_t execution, const ArmedEffect& armed) {
  return {std::get<CallEffect>(armed.effect).scheduled_at, execution, armed.id};
}

void Activities::offer(std::int64_t execution, const ArmedEffect& armed) {
  const OfferKey key = key_of(execution, armed);
  if (in_service_.contains(key)) return;
  const auto& call = std::get<CallEffect>(armed.effect);
  queues_[call.target.resource].offers.emplace(key, Offer{call.task_token, call.parameters});
  match(call.target.resource);
}

void Activities::withdraw(std::int64_t execution, const ArmedEffect& armed) {
  const OfferKey key = key_of(execution, armed);
  in_service_.erase(key);
  const std::string& arn = std::get<CallEffect>(armed.effect).target.resource;
  const auto queue = queues_.find(arn);
  if (queue == queues_.end()) return;
  queue->second.offers.erase(key);
  forget_if_empty(arn);
}

void Activities::poll(Poll poll) {
  if (is_released_) return poll.reply({});
  Queue& queue = queues_[poll.activity_arn];
  // AWS "Quotas": pollers of one activity.
  if (queue.pollers.size() + queue.served.size() >= api::quotas::kActivityPollers)
    return poll.reply({PollReply::Outcome::TooManyWorkers, {}, {}});
  const auto poller = std::make_shared<Poller>(context_, std::move(poll));
  queue.pollers.push_back(poller);
  poller->end.expires_after(longest_poll_);
  poller->end.async_wait([this, poller](const boost::system::error_code& ec) {
    if (ec) return;
    poller->is_over = true;
    dismiss(poller->poll.activity_arn, [&](const PollerRef& one) { return one == poller; });
  });
  match(poller->poll.activity_arn);
}

void Activities::open_offers() {
  are_offers_held_ = false;
  std::vector<std::string> activities;  // matching may forget a queue
  for (const auto& [arn, queue] : queues_) activities.push_back(arn);
  for (const std::string& arn : activities) match(arn);
}

void Activities::match(const std::string& arn) {
  if (are_offers_held_) return;
  Queue& queue = queues_[arn];
  while (!queue.offers.empty() && !queue.pollers.empty()) {
    auto offer = queue.offers.extract(queue.offers.begin());
    const PollerRef poller = std::move(queue.pollers.front());
    queue.pollers.pop_front();
    queue.served.insert(poller);
    in_service_.insert(offer.key());
    serve(poller, offer.key(), std::move(offer.mapped()));
  }
  forget_if_empty(arn);
}

// A task that nobody fetches is lost until its time-out, so it is not given to a worker that has
// hung up.
void Activities::serve(const PollerRef& poller, const OfferKey& key, Offer offer) {
  poller->poll.ask_presence([this, poller, key, offer = std::move(offer)](bool is_there) {
    boost::asio::post(context_, [this, poller, key, offer, is_there] {
      if (is_there && !poller->has_left) return take(poller, key, offer);
      const std::string arn = poller->poll.activity_arn;
      const bool was_withdrawn = !in_service_.contains(key);
      end_service(poller, key);
      poller->end.cancel();
      poller->poll.reply({});
      if (!was_withdrawn) queues_[arn].offers.emplace(key, offer);
      match(arn);
    });
  });
}

void Activities::take(const PollerRef& poller, const OfferKey& key, Offer offer) {
  const auto& [scheduled_at, execution, effect] = key;
  take_(execution, {effect, poller->poll.worker},
        [this, poller, key, offer = std::move(offer)](bool is_taken) {
          boost::asio::post(context_, [this, poller, key, offer, is_taken] {
            const std::string arn = poller->poll.activity_arn;
            end_service(poller, key);
            if (is_taken) {
              poller->end.cancel();
              poller->poll.reply({PollReply::Outcome::Task, offer.task_token, offer.input.text()});
            } else {
              // It ended meanwhile, or could not be stored and is offered again once it is folded.
              return_poller(poller);
            }
            match(arn);
          });
        });
}

void Activities::end_service(const PollerRef& poller, const OfferKey& key) {
  in_service_.erase(key);
  queues_[poller->poll.activity_arn].served.erase(poller);
}

void Activities::return_poller(const PollerRef& poller) {
  if (poller->is_over || poller->has_left || is_released_) {
    poller->end.cancel();
    return poller->poll.reply({});
  }
  queues_[poller->poll.activity_arn].pollers.push_front(poller);
}

void Activities::leave(const std::string& activity_arn, PollNumber number) {
  const auto is_meant = [number](const PollerRef& one) { return one->poll.number == number; };
  if (dismiss(activity_arn, is_meant)) return;
  const auto queue = queues_.find(activity_arn);
  if (queue == queues_.end()) return;
  const auto& served = queue->second.served;
  const auto found = std::find_if(served.begin(), served.end(), is_meant);
  if (found != served.end()) (*found)->has_left = true;
}

template <typename IsMeant>
bool Activities::dismiss(const std::string& arn, IsMeant is_meant) {
  const auto queue = queues_.find(arn);
  if (queue == queues_.end()) return false;
  auto& pollers = queue->second.pollers;
  const auto found = std::find_if(pollers.begin(), pollers.end(), is_meant);
  if (found == pollers.end()) return false;
  const PollerRef poller = *found;
  pollers.erase(found);
  poller->end.cancel();
  poller->poll.reply({});
  forget_if_empty(arn);
  return true;
}

void Activities::forget_if_empty(const std::string& arn) {
  const auto found = queues_.find(arn);
  if (found == queues_.end()) return;
  const Queue& queue = found->second;
  if (queue.offers.empty() && queue.pollers.empty() && queue.served.empty()) queues_.erase(found);
}

void Activities::release_pollers() {
  is_released_ = true;
  for (auto& [arn, queue] : queues_) {
    for (const PollerRef& poller : std::exchange(queue.pollers, {})) {
      poller->end.cancel();
      poller->poll.reply({});
    }
  }
}

}  // namespace sfn::engine
