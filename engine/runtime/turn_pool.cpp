#include "engine/runtime/turn_pool.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "engine/asl/definition.h"
#include "engine/execution/record_codec.h"
#include "engine/runtime/recovery.h"

namespace sfn::engine {
namespace {

persistence::ExecutionStatus to_row_status(Status status) {
  switch (status) {
    case Status::Running:
      return persistence::ExecutionStatus::Running;
    case Status::Succeeded:
      return persistence::ExecutionStatus::Succeeded;
    case Status::Failed:
      return persistence::ExecutionStatus::Failed;
    case Status::TimedOut:
      return persistence::ExecutionStatus::TimedOut;
    case Status::Aborted:
      break;
  }
  return persistence::ExecutionStatus::Aborted;
}

std::optional<std::int64_t> to_row_time(std::optional<WorkflowTime> time) {
  if (!time) return std::nullopt;
  return to_epoch_milliseconds(*time);
}

// The earliest timer, if nothing but timers can wake the execution.
std::optional<WorkflowTime> sleeps_until(const Execution& execution) {
  if (!execution.is_open() || !execution.agenda.empty() || execution.effects.empty()) return std::nullopt;
  std::optional<WorkflowTime> earliest;
  for (const auto& [id, armed] : execution.effects) {
    const auto* const timer = std::get_if<TimerEffect>(&armed.effect);
    if (timer == nullptr) return std::nullopt;
    earliest = earliest ? std::min(*earliest, timer->due) : timer->due;
  }
  return earliest;
}

persistence::JournalRow to_row(const Record& record) {
  EncodedRecord encoded = encode_record(record);
  return {record.seq, record.event_id, encoded.kind, to_epoch_milliseconds(record.at), std::move(encoded.payload)};
}

}  // namespace

TurnPool::TurnPool(Parts parts, std::size_t threads, std::size_t record_share)
    : parts_(parts), record_share_(record_share), pool_(threads) {}

// What has not had its turn has it after the next start: the journal knows.
void TurnPool::stop() {
  pool_.stop();
  pool_.join();
}

void TurnPool::start(std::shared_ptr<Resident> resident) {
  resident->running = true;
  resident->mailbox.push_back({signal::Start{}, {}});
  parts_.shards.insert(resident);
  post_run(std::move(resident));
}

void TurnPool::deliver(std::int64_t execution, Mail mail) {
  std::shared_ptr<Resident> resident;
  if (parts_.shards.deliver(execution, std::move(mail), resident)) post_run(std::move(resident));
}

void TurnPool::post(std::function<void()> work) { boost::asio::post(pool_, std::move(work)); }

void TurnPool::post_run(std::shared_ptr<Resident> resident) {
  boost::asio::post(pool_, [this, resident = std::move(resident)] { run(resident); });
}

void TurnPool::run(const std::shared_ptr<Resident>& resident) {
  Shards::Collected collected = parts_.shards.collect(*resident);
  if (collected.discard) resident->execution.reset();
  bool more = false;
  bool alive = false;
  try {
    alive = take_turn_of(resident, collected.mail, more);
  } catch (const std::exception& error) {
    // Its journal cannot be read now; what is due is due again when it is woken.
    parts_.log.error("journal_unreadable", {{"execution", std::to_string(resident->number)}, {"reason", error.what()}});
    resident->execution.reset();
    more = false;
    answer(collected.mail, CommitResult::Failed);
    if (resident->first_commit) std::exchange(resident->first_commit, {})(CommitResult::Failed, WorkflowTime{});
    pause_(resident->number);
  }
  if (more) {
    // Others get their turn before this one goes on.
    parts_.shards.give_back_for_more(*resident);
    return post_run(resident);
  }
  const bool may_leave = !alive || !resident->execution->is_open() || sleeps_until(*resident->execution).has_value();
  if (parts_.shards.release(resident, may_leave)) post_run(resident);
}

bool TurnPool::take_turn_of(const std::shared_ptr<Resident>& resident, std::vector<Mail>& mail, bool& more) {
  if (resident->execution == nullptr && !fold(*resident)) {
    answer(mail, CommitResult::Written);
    return false;
  }
  Execution& execution = *resident->execution;
  std::vector<Signal> signals;
  signals.reserve(mail.size());
  for (Mail& letter : mail) signals.push_back(std::move(letter.signal));

  Random random{seed_from_system()};
  Turn turn;
  const bool was_open = execution.is_open();
  try {
    turn = take_turn(execution, signals, {parts_.clock.now(), random, record_share_});
  } catch (const std::exception& bug) {
    // A broken rule of the engine: this execution fails, the server goes on. What the turn had recorded is not in the journal,
    // so the failure is recorded on what is.
    parts_.log.error("turn_failed", {{"execution", execution.header.execution_arn}, {"reason", bug.what()}});
    if (!resident->inserted) {
      resident->execution = not_started(execution);
    } else if (!fold(*resident)) {
      answer(mail, CommitResult::Written);
      return false;
    }
    turn = fail_broken(*resident->execution, parts_.clock.now(), bug.what());
  }
  more = turn.more;
  if (!was_open) {
    answer(mail, CommitResult::Written);
    return false;
  }
  submit(resident, std::move(turn), std::move(mail));
  return true;
}

void TurnPool::answer(std::vector<Mail>& mail, CommitResult result) {
  for (Mail& letter : mail) {
    if (letter.done) std::exchange(letter.done, {})(nullptr, result);
  }
}

bool TurnPool::fold(Resident& resident) {
  const auto row = parts_.store.find_execution_by_number(resident.number);
  if (!row || row->status != persistence::ExecutionStatus::Running) return false;
  resident.machine = row->machine;
  resident.execution = fold_journal(parts_.store, parts_.machines, *row);
  if (resident.execution == nullptr) {
    parts_.log.error("definition_unusable", {{"execution", row->arn}, {"revision", std::to_string(row->revision)}});
    return false;
  }
  if (!resident.execution->is_open()) return false;
  std::vector<ArmedEffect> armed;
  for (const auto& [id, effect] : resident.execution->effects) armed.push_back(effect);
  effects_->start(resident.number, std::move(armed));
  return true;
}

void TurnPool::submit(const std::shared_ptr<Resident>& resident, Turn turn, std::vector<Mail> mail) {
  std::erase_if(mail, [](const Mail& letter) { return !letter.done; });
  if (turn.records.empty()) {
    for (const Mail& letter : mail) letter.done(resident->execution.get(), CommitResult::Written);
    return;
  }
  Batched batched = to_batch(*resident, turn);
  parts_.shards.count_uncommitted(*resident);
  // Waiters are told what this turn saw: the execution itself may be further by then.
  std::vector<std::function<void(CommitResult)>> waiters;
  for (Mail& letter : mail) {
    waiters.push_back([done = std::move(letter.done), stopped_at = resident->execution->stopped_at,
                       status = resident->execution->status](CommitResult result) {
      Execution seen;
      seen.status = status;
      seen.stopped_at = stopped_at;
      done(&seen, result);
    });
  }
  if (resident->first_commit) {
    waiters.push_back([done = std::exchange(resident->first_commit, {}), started_at = resident->execution->started_at](
                          CommitResult result) { done(result, started_at); });
  }
  parts_.commits.submit(std::move(batched.batch),
                        [this, resident, committed = batched.committed, started = std::move(turn.started),
                         cancelled = std::move(turn.cancelled), waiters = std::move(waiters)](CommitResult result) {
                          after_commit(resident, committed, result, started, cancelled);
                          for (const auto& waiter : waiters) waiter(result);
                        });
}

void TurnPool::after_commit(const std::shared_ptr<Resident>& resident, const Committed& committed, CommitResult result,
                            std::vector<ArmedEffect> started, std::vector<ArmedEffect> cancelled) {
  if (result == CommitResult::Written) {
    if (!started.empty()) effects_->start(resident->number, std::move(started));
    if (!cancelled.empty()) effects_->cancel(resident->number, std::move(cancelled));
    parts_.feed.publish(committed);
    return parts_.shards.committed(resident, result);
  }
  parts_.shards.committed(resident, result);
  if (committed.first_seq == 1) return parts_.shards.drop(resident);
  pause_(resident->number);
}

TurnPool::Batched TurnPool::to_batch(Resident& resident, const Turn& turn) const {
  const Execution& execution = *resident.execution;
  Batched batched;
  persistence::JournalAppend append{resident.number, {}};
  append.rows.reserve(turn.records.size());
  for (const Record& record : turn.records) append.rows.push_back(to_row(record));
  batched.batch.journal = std::move(append);
  batched.committed = {resident.number, turn.records.front().seq, turn.records.back().seq,
                       to_row_status(execution.status)};
  if (resident.inserted) {
    batched.batch.rows.emplace_back(persistence::UpdateExecution{
        resident.number, to_row_status(execution.status), to_row_time(execution.stopped_at), execution.last_seq,
        execution.redrive_count, to_row_time(sleeps_until(execution))});
    return batched;
  }
  persistence::ExecutionRow row;
  row.number = resident.number;
  row.arn = execution.header.execution_arn;
  row.machine = resident.machine;
  row.revision = resident.revision;
  row.shard = shard_of(row.arn);
  row.name = execution.header.execution_name;
  row.status = to_row_status(execution.status);
  row.started_at = to_epoch_milliseconds(execution.started_at);
  row.stopped_at = to_row_time(execution.stopped_at);
  row.last_seq = execution.last_seq;
  row.redrive_count = execution.redrive_count;
  row.sleeps_until = to_row_time(sleeps_until(execution));
  batched.batch.rows.emplace_back(persistence::InsertExecution{std::move(row)});
  resident.inserted = true;
  return batched;
}

}  // namespace sfn::engine
