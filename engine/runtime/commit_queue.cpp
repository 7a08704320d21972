#include "engine/runtime/commit_queue.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "base/urgency.h"

namespace sfn::engine {
namespace {

// A transaction holds so many batches at most, so that the first of them does not wait for a long
// tail.
constexpr std::size_t kBatchesPerTransaction = 1024;
// So much of those behind is written in some milliseconds.
constexpr std::size_t kBytesBehind = 512 * 1024;
// A row costs as much as so many bytes of payload.
constexpr std::size_t kBytesPerRow = 256;

std::size_t cost_of(const persistence::Batch& batch) {
  std::size_t bytes = batch.rows.size() * kBytesPerRow;
  for (const persistence::JournalAppend& append : batch.journals) {
    for (const persistence::JournalRow& row : append.rows)
      bytes += kBytesPerRow + row.payload.size();
  }
  return bytes;
}

CommitResult to_result(persistence::WriteOutcome outcome) {
  switch (outcome) {
    case persistence::WriteOutcome::Written:
      return CommitResult::Written;
    case persistence::WriteOutcome::Stale:
      return CommitResult::Stale;
    case persistence::WriteOutcome::Conflict:
      break;
  }
  return CommitResult::Conflict;
}

}  // namespace

CommitQueue::CommitQueue(persistence::Store& store, Log& log)
    : store_(store), log_(log), thread_([this] { run(); }) {}

CommitQueue::~CommitQueue() { stop(); }

void CommitQueue::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void CommitQueue::submit(persistence::Batch batch, Lane lane, Done done) {
  std::vector<Entry> mine;
  {
    const std::lock_guard lock{mutex_};
    (lane == Lane::First ? first_ : behind_).push_back({std::move(batch), std::move(done)});
    if (committing_) return;
    committing_ = true;
    mine = next_transaction();
  }
  commit(std::move(mine));
  const std::lock_guard lock{mutex_};
  if (is_empty()) {
    committing_ = false;
    if (stopping_) wake_.notify_one();
    return;
  }
  handed_over_ = true;
  wake_.notify_one();
}

void CommitQueue::run() {
  set_urgency(Urgency::Prompt);
  std::unique_lock lock{mutex_};
  while (true) {
    wake_.wait(lock, [this] { return handed_over_ || (stopping_ && !committing_); });
    if (!handed_over_ && is_empty()) return;
    handed_over_ = false;
    committing_ = true;
    while (!is_empty()) {
      std::vector<Entry> entries = next_transaction();
      lock.unlock();
      commit(std::move(entries));
      lock.lock();
    }
    committing_ = false;
  }
}

std::vector<CommitQueue::Entry> CommitQueue::next_transaction() {
  std::vector<Entry> entries;
  const auto move_front = [&entries](std::deque<Entry>& line) {
    entries.push_back(std::move(line.front()));
    line.pop_front();
  };
  while (!first_.empty() && entries.size() < kBatchesPerTransaction) move_front(first_);
  if (!first_.empty() || behind_.empty()) return entries;
  const bool is_alone = entries.empty();
  std::size_t cost = cost_of(behind_.front().batch);
  move_front(behind_);
  while (is_alone && !behind_.empty() && entries.size() < kBatchesPerTransaction) {
    cost += cost_of(behind_.front().batch);
    if (cost > kBytesBehind) break;
    move_front(behind_);
  }
  return entries;
}

void CommitQueue::commit(std::vector<Entry> entries) {
  std::vector<persistence::Batch> batches;
  batches.reserve(entries.size());
  for (Entry& entry : entries) batches.push_back(std::move(entry.batch));
  const std::vector<CommitResult> results = write(batches);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].done) continue;
    try {
      entries[i].done(results[i]);
    } catch (const std::exception& error) {
      // Whoever it was for: those behind must be told all the same, and the token given back.
      log_.error("commit_callback_failed", {{"reason", error.what()}});
    }
  }
}

std::vector<CommitResult> CommitQueue::write(std::span<const persistence::Batch> batches) {
  std::vector<CommitResult> results(batches.size(), CommitResult::Failed);
  try {
    const auto outcomes = store_.write(batches);
    std::transform(outcomes.begin(), outcomes.end(), results.begin(), to_result);
  } catch (const persistence::StoreError& error) {
    log_.error("commit_failed",
               {{"batches", std::to_string(batches.size())}, {"reason", error.what()}});
  } catch (const std::exception& bug) {
    // One of them is such as no correct caller makes. It must not keep the others from the disk,
    // again and again.
    log_.error("commit_refused",
               {{"batches", std::to_string(batches.size())}, {"reason", bug.what()}});
    if (batches.size() == 1) return results;
    for (std::size_t i = 0; i < batches.size(); ++i)
      results[i] = write(batches.subspan(i, 1)).front();
  }
  return results;
}

}  // namespace sfn::engine
