#include "engine/runtime/shard.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sfn::engine {

std::uint16_t shard_of(std::string_view execution_arn) {
  std::uint32_t hash = 2166136261u;
  for (const char c : execution_arn) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return static_cast<std::uint16_t>((hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24)) & 0xFFu);
}

void Shards::insert(std::shared_ptr<Resident> resident) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  home.residents.emplace(resident->number, resident);
  size_.fetch_add(1, std::memory_order_relaxed);
}

bool Shards::deliver(std::int64_t number, Mail mail, std::shared_ptr<Resident>& resident) {
  Shard& home = shard(number);
  const std::lock_guard lock{home.mutex};
  auto& found = home.residents[number];
  if (!found) {
    found = std::make_shared<Resident>();
    found->number = number;
    found->inserted = true;
    size_.fetch_add(1, std::memory_order_relaxed);
  }
  found->mailbox.push_back(std::move(mail));
  found->may_leave = false;
  resident = found;
  return !std::exchange(found->running, true);
}

std::optional<Shards::Collected> Shards::collect(Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  const bool is_to_be_folded = resident.discard || resident.execution == nullptr;
  if (resident.uncommitted >= kBatchesAhead || (is_to_be_folded && resident.uncommitted > 0)) {
    resident.held = true;
    return std::nullopt;
  }
  Collected collected{{}, std::exchange(resident.discard, false)};
  collected.mail.reserve(resident.returned.size() + resident.mailbox.size());
  for (Signal& signal : resident.returned) collected.mail.push_back({std::move(signal), {}});
  std::move(resident.mailbox.begin(), resident.mailbox.end(), std::back_inserter(collected.mail));
  resident.returned.clear();
  resident.mailbox.clear();
  return collected;
}

Lane Shards::count_uncommitted(Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  if (resident.uncommitted++ == 0) resident.lane = Lane::First;
  if (resident.has_used_share) resident.lane = Lane::Behind;
  return resident.lane;
}

Lane Shards::lane_of(const Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  return resident.uncommitted == 0 ? Lane::First : resident.lane;
}

void Shards::give_back(Resident& resident, std::vector<Mail> mail) {
  const std::lock_guard lock{shard(resident.number).mutex};
  std::move(resident.mailbox.begin(), resident.mailbox.end(), std::back_inserter(mail));
  resident.mailbox = std::move(mail);
}

void Shards::keep(Resident& resident, std::vector<Signal> signals) {
  const std::lock_guard lock{shard(resident.number).mutex};
  std::move(signals.begin(), signals.end(), std::back_inserter(resident.returned));
}

bool Shards::release(const std::shared_ptr<Resident>& resident, bool may_leave) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  if (!resident->mailbox.empty()) return true;
  resident->running = false;
  resident->may_leave = may_leave;
  leave_if_idle(home, resident);
  return false;
}

bool Shards::committed(const std::shared_ptr<Resident>& resident, CommitResult result,
                       std::vector<Signal> signals) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  --resident->uncommitted;
  if (result != CommitResult::Written) {
    resident->discard = true;
    std::move(signals.begin(), signals.end(), std::back_inserter(resident->returned));
  }
  leave_if_idle(home, resident);
  if (!resident->held || resident->uncommitted > 0) return false;
  resident->held = false;
  // What failed is tried again after a pause, when the execution is woken.
  if (resident->discard) resident->running = false;
  return resident->running;
}

void Shards::drop(const std::shared_ptr<Resident>& resident) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  remove(home, resident);
}

// Mail that came after it had left made another resident of the same number.
void Shards::remove(Shard& home, const std::shared_ptr<Resident>& resident) {
  const auto found = home.residents.find(resident->number);
  if (found != home.residents.end() && found->second == resident) {
    home.residents.erase(found);
    size_.fetch_sub(1, std::memory_order_relaxed);
  }
}

void Shards::leave_if_idle(Shard& home, const std::shared_ptr<Resident>& resident) {
  if (resident->may_leave && !resident->discard && !resident->running &&
      resident->uncommitted == 0 && resident->mailbox.empty()) {
    remove(home, resident);
  }
}

}  // namespace sfn::engine
