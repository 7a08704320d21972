#include "engine/runtime/shard.h"

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
  home.residents.emplace(resident->number, std::move(resident));
}

bool Shards::deliver(std::int64_t number, Mail mail, std::shared_ptr<Resident>& resident) {
  Shard& home = shard(number);
  const std::lock_guard lock{home.mutex};
  auto& found = home.residents[number];
  if (!found) {
    found = std::make_shared<Resident>();
    found->number = number;
    found->inserted = true;
  }
  found->mailbox.push_back(std::move(mail));
  found->may_leave = false;
  resident = found;
  return !std::exchange(found->running, true);
}

Shards::Collected Shards::collect(Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  return {std::exchange(resident.mailbox, {}), std::exchange(resident.discard, false)};
}

void Shards::count_uncommitted(Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  ++resident.uncommitted;
}

void Shards::give_back_for_more(Resident& resident) {
  const std::lock_guard lock{shard(resident.number).mutex};
  resident.mailbox.insert(resident.mailbox.begin(), Mail{signal::Continue{}, {}});
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

void Shards::committed(const std::shared_ptr<Resident>& resident, CommitResult result) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  --resident->uncommitted;
  if (result != CommitResult::Written) resident->discard = true;
  leave_if_idle(home, resident);
}

void Shards::drop(const std::shared_ptr<Resident>& resident) {
  Shard& home = shard(resident->number);
  const std::lock_guard lock{home.mutex};
  remove(home, resident);
}

// Mail that came after it had left made another resident of the same number.
void Shards::remove(Shard& home, const std::shared_ptr<Resident>& resident) {
  const auto found = home.residents.find(resident->number);
  if (found != home.residents.end() && found->second == resident) home.residents.erase(found);
}

void Shards::leave_if_idle(Shard& home, const std::shared_ptr<Resident>& resident) {
  if (resident->may_leave && !resident->discard && !resident->running && resident->uncommitted == 0 &&
      resident->mailbox.empty()) {
    remove(home, resident);
  }
}

std::size_t Shards::size() const {
  std::size_t count = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock{shard.mutex};
    count += shard.residents.size();
  }
  return count;
}

}  // namespace sfn::engine
