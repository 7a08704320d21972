#include "engine/runtime/shard.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

Mail letter() { return {signal::Continue{}, {}}; }

// Delivers, and says whether the caller is to run the execution.
bool deliver(Shards& shards, std::int64_t number, std::shared_ptr<Resident>& resident) {
  return shards.deliver(number, letter(), resident);
}

}  // namespace

TEST_CASE("shard_of: stays the same for ever, for rows keep it", "[runtime][shard]") {
  CHECK(shard_of("") == 0xC5);   // of the offset basis alone, 0x811C9DC5
  CHECK(shard_of("a") == 0xED);  // FNV-1a: 0xE40C292C, folded
  std::array<int, kShards> counts{};
  for (int i = 0; i < 25'600; ++i) {
    ++counts[shard_of("arn:aws:states:us-east-1:123456789012:execution:m:" + std::to_string(i))];
  }
  for (const int count : counts) {
    CHECK(count > 40);
    CHECK(count < 200);
  }
}

TEST_CASE("Shards: one thread at a time runs an execution", "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> first;
  std::shared_ptr<Resident> second;
  CHECK(deliver(shards, 7, first));
  CHECK_FALSE(deliver(shards, 7, second));  // it runs already
  CHECK(first == second);
  CHECK(shards.collect(*first)->mail.size() == 2);
  CHECK_FALSE(shards.release(first, false));
  CHECK(deliver(shards, 7, second));
}

TEST_CASE("Shards: mail that comes during a turn is not left lying", "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  CHECK(shards.collect(*resident)->mail.size() == 1);
  CHECK_FALSE(deliver(shards, 7, resident));
  CHECK(shards.release(resident, true));  // go on running it
  CHECK(shards.collect(*resident)->mail.size() == 1);
  CHECK_FALSE(shards.release(resident, true));
}

TEST_CASE("Shards: an execution leaves memory only once all of its batches are committed",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.collect(*resident));
  static_cast<void>(shards.count_uncommitted(*resident));
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK_FALSE(shards.release(resident, true));
  CHECK(shards.size() == 1);
  CHECK_FALSE(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.size() == 1);
  CHECK_FALSE(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.size() == 0);
}

TEST_CASE("Shards: an execution that may not leave stays", "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.collect(*resident));
  CHECK_FALSE(shards.release(resident, false));
  CHECK(shards.size() == 1);
}

TEST_CASE("Shards: a batch that was not written has the execution folded anew",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.collect(*resident));
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK_FALSE(shards.release(resident, true));
  const EffectId effect{3, EffectPurpose::Call};
  CHECK_FALSE(shards.committed(resident, CommitResult::Failed, {signal::CallStarted{effect}}));
  CHECK(shards.size() == 1);  // until it was woken and looked after
  std::shared_ptr<Resident> again;
  REQUIRE(deliver(shards, 7, again));
  const auto collected = shards.collect(*again);
  CHECK(collected->discard);
  REQUIRE(collected->mail.size() == 2);  // what its turn was told, then what woke it
  CHECK(std::get<signal::CallStarted>(collected->mail.front().signal).effect == effect);
  CHECK_FALSE(shards.collect(*again)->discard);
  CHECK_FALSE(shards.release(again, true));
  CHECK(shards.size() == 0);
}

TEST_CASE("Shards: forgetting an execution does not touch one that has taken its place",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> first;
  REQUIRE(deliver(shards, 7, first));
  static_cast<void>(shards.collect(*first));
  shards.drop(first);
  CHECK(shards.size() == 0);
  std::shared_ptr<Resident> second;
  REQUIRE(deliver(shards, 7, second));
  CHECK(first != second);
  CHECK_FALSE(shards.release(first, true));  // the thread that ran it comes back
  shards.drop(first);
  CHECK(shards.size() == 1);
}

TEST_CASE("Shards: mail that is given back comes before what came meanwhile", "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.collect(*resident));
  CHECK_FALSE(deliver(shards, 7, resident));
  shards.give_back(*resident, {{signal::Start{}, {}}});
  const auto collected = shards.collect(*resident);
  REQUIRE(collected->mail.size() == 2);
  CHECK(std::holds_alternative<signal::Start>(collected->mail.front().signal));
}

TEST_CASE("Shards: an execution that is to be folded waits until nothing of it is on its way",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.collect(*resident));  // its execution is not in memory
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK_FALSE(shards.collect(*resident).has_value());
  CHECK_FALSE(deliver(shards, 7, resident));  // nobody else runs it meanwhile
  CHECK(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.collect(*resident)->mail.size() == 1);
}

TEST_CASE("Shards: batches of an execution stay behind until those before them are through",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  CHECK(shards.lane_of(*resident) == Lane::First);
  CHECK(shards.count_uncommitted(*resident) == Lane::First);
  resident->has_used_share = true;
  CHECK(shards.lane_of(*resident) == Lane::First);
  CHECK(shards.count_uncommitted(*resident) == Lane::Behind);
  resident->has_used_share = false;
  CHECK(shards.count_uncommitted(*resident) == Lane::Behind);
  CHECK(shards.lane_of(*resident) == Lane::Behind);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.lane_of(*resident) == Lane::First);
  CHECK(shards.count_uncommitted(*resident) == Lane::First);
}

TEST_CASE("Shards: an execution that is ahead of the disk waits for it", "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  resident->execution = std::make_unique<Execution>();
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK(shards.collect(*resident).has_value());
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK_FALSE(shards.collect(*resident).has_value());
  CHECK_FALSE(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.committed(resident, CommitResult::Written, {}));
  CHECK(shards.collect(*resident).has_value());
}

TEST_CASE("Shards: an execution that waits for batches that fail rests until it is woken",
          "[runtime][shard]") {
  Shards shards;
  std::shared_ptr<Resident> resident;
  REQUIRE(deliver(shards, 7, resident));
  static_cast<void>(shards.count_uncommitted(*resident));
  CHECK_FALSE(shards.collect(*resident).has_value());
  CHECK_FALSE(shards.committed(resident, CommitResult::Failed, {}));
  CHECK(deliver(shards, 7, resident));
  CHECK(shards.collect(*resident)->discard);
}

}  // namespace sfn::engine
