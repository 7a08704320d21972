#include "engine/runtime/turn_pool.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <utility>

#include "base/assert.h"
#include "base/urgency.h"
#include "engine/asl/definition.h"
#include "engine/execution/record_codec.h"
#include "engine/runtime/map_runs.h"
#include "engine/runtime/recovery.h"
#include "engine/runtime/row_values.h"

namespace sfn::engine {
namespace {

constexpr std::chrono::seconds kLongSleep{60};
// So many executions in memory are no reason to hurry one out.
constexpr std::size_t kRoomy = 2000;
// AWS allows evaluations of seconds. One holds its own execution's turn, and a thread.
constexpr std::chrono::seconds kLongestEvaluation{10};

std::function<bool()> watch_evaluation() {
  return [end = std::chrono::steady_clock::now() + kLongestEvaluation] {
    return std::chrono::steady_clock::now() >= end;
  };
}

bool is_stop(const Signal& signal) { return std::holds_alternative<signal::StopRequested>(signal); }

bool is_timer(const ArmedEffect& armed) {
  return std::holds_alternative<TimerEffect>(armed.effect);
}

// Whether nothing but timers and holders of task tokens can wake the execution.
bool is_idle(const Execution& execution) {
  return execution.is_open() && execution.agenda.empty() && !execution.effects.empty() &&
         std::all_of(execution.effects.begin(), execution.effects.end(), [](const auto& entry) {
           return is_timer(entry.second) || is_with_token_holder(entry.second);
         });
}

bool is_all_timers(const Execution& execution) {
  return std::all_of(execution.effects.begin(), execution.effects.end(),
                     [](const auto& entry) { return is_timer(entry.second); });
}

// The earliest timer of an execution that is idle.
std::optional<WorkflowTime> sleeps_until(const Execution& execution) {
  if (!is_idle(execution)) return std::nullopt;
  std::optional<WorkflowTime> earliest;
  for (const auto& [id, armed] : execution.effects) {
    const auto* const timer = std::get_if<TimerEffect>(&armed.effect);
    if (timer == nullptr) continue;
    earliest = earliest ? std::min(*earliest, timer->due) : timer->due;
  }
  return earliest;
}

// Whether the turn has used that letter's signal; a turn that fails the execution uses none.
bool is_taken(const std::vector<bool>& taken, std::size_t letter) {
  return letter < taken.size() && taken[letter];
}

persistence::JournalRow to_row(const Record& record) {
  EncodedRecord encoded = encode_record(record);
  return {record.seq, record.event_id, encoded.kind, to_epoch_milliseconds(record.at),
          std::move(encoded.payload)};
}

}  // namespace

TurnPool::TurnPool(Parts parts, std::size_t threads, std::size_t record_share)
    : parts_(parts), record_share_(record_share) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

TurnPool::~TurnPool() { stop(); }

// What has not had its turn has it after the next start: the journal knows.
void TurnPool::stop() {
  ready_.stop();
  for (std::thread& thread : std::exchange(threads_, {})) thread.join();
}

void TurnPool::work() {
  set_urgency(Urgency::Bulk);
  while (const auto next = ready_.take()) (*next)();
}

void TurnPool::start(std::shared_ptr<Resident> resident, signal::Start first) {
  resident->running = true;
  resident->mailbox.push_back({first, {}});
  parts_.shards.insert(resident);
  post_run(std::move(resident));
}

void TurnPool::deliver(std::int64_t execution, Mail mail) {
  std::shared_ptr<Resident> resident;
  if (parts_.shards.deliver(execution, std::move(mail), resident)) post_run(std::move(resident));
}

void TurnPool::post(std::function<void()> work) { ready_.push(std::move(work), Lane::First); }

void TurnPool::post_run(std::shared_ptr<Resident> resident) {
  const Lane lane = resident->has_used_share ? Lane::Behind : Lane::First;
  ready_.push([this, resident = std::move(resident)] { run(resident); }, lane);
}

void TurnPool::run(const std::shared_ptr<Resident>& resident) {
  std::optional<Shards::Collected> collected = parts_.shards.collect(*resident);
  if (!collected) return;  // after_commit() goes on
  if (collected->discard) resident->execution.reset();
  Next next = Next::Leave;
  try {
    next = take_turn_of(resident, collected->mail);
  } catch (const BugError& bug) {
    // No other try would go better.
    parts_.log.error("turn_impossible",
                     {{"execution", std::to_string(resident->number)}, {"reason", bug.what()}});
    give_up(*resident, collected->mail);
  } catch (const std::exception& error) {
    parts_.log.error("journal_unreadable",
                     {{"execution", std::to_string(resident->number)}, {"reason", error.what()}});
    next = postpone(resident, collected->mail);
  }
  if (next == Next::Again || parts_.shards.release(resident, next == Next::Leave))
    post_run(resident);
}

void TurnPool::give_up(Resident& resident, std::vector<Mail>& mail) {
  resident.execution.reset();
  answer(mail, CommitResult::Failed);
  if (resident.first_commit)
    std::exchange(resident.first_commit, {})(CommitResult::Failed, WorkflowTime{});
  if (resident.ended) std::exchange(resident.ended, {})(nullptr);
}

TurnPool::Next TurnPool::postpone(const std::shared_ptr<Resident>& resident,
                                  std::vector<Mail>& mail) {
  std::vector<Signal> signals;
  for (Mail& letter : mail) {
    // Who gets an error asks again; nobody else repeats what a signal says.
    if (!letter.done) signals.push_back(std::move(letter.signal));
  }
  give_up(*resident, mail);
  parts_.shards.keep(*resident, std::move(signals));
  pause_(resident->number);
  return Next::Stay;
}

TurnPool::Next TurnPool::take_turn_of(const std::shared_ptr<Resident>& resident,
                                      std::vector<Mail>& mail) {
  std::vector<EffectId> found_armed;
  if (resident->execution == nullptr) {
    const Folded folded = fold(*resident);
    // What cannot be folded can still be stopped. Nothing else happens to it: another version of
    // the server may go on with it.
    if (folded == Folded::Unusable)
      std::erase_if(mail, [](const Mail& letter) { return !is_stop(letter.signal); });
    if (folded == Folded::Over || (folded == Folded::Unusable && mail.empty())) {
      answer(mail, CommitResult::Written);
      resident->execution.reset();
      return Next::Leave;
    }
    for (const auto& [id, effect] : resident->execution->effects) found_armed.push_back(id);
  }
  if (!resident->execution->is_open()) {
    answer_in_order(*resident, std::move(mail), {});
    return Next::Leave;
  }
  Turn turn;
  try {
    turn = turn_of(*resident, mail);
  } catch (const persistence::StoreError&) {
    throw;  // a disk that cannot be read for a while is nobody's bug
  } catch (const std::exception& bug) {
    if (resident->broken) throw;
    // A broken rule of the engine: this execution fails, the server goes on. What the turn had
    // recorded is not in the journal, so the failure is recorded on what is.
    parts_.log.error("turn_failed", {{"execution", resident->execution->header.execution_arn},
                                     {"reason", bug.what()}});
    resident->broken = bug.what();
    if (!resident->transient)
      resident->execution = resident->inserted ? nullptr : not_started(*resident->execution);
    parts_.shards.give_back(*resident, std::move(mail));
    return Next::Again;
  }
  // What stands in the journal may be under way, or was before a restart. What this turn has ended,
  // or has seen handed over, needs no other start.
  std::vector<ArmedEffect> still_armed;
  for (const EffectId id : found_armed) {
    if (const ArmedEffect* const armed = resident->execution->effects.find(id))
      still_armed.push_back(*armed);
  }
  if (!still_armed.empty()) effects_->start(resident->number, std::move(still_armed));
  resident->has_used_share = turn.more;
  const Next next = turn.more ? Next::Again : may_leave(*resident) ? Next::Leave : Next::Stay;
  submit(resident, std::move(turn), std::move(mail));
  return next;
}

Turn TurnPool::turn_of(Resident& resident, const std::vector<Mail>& mail) const {
  const WorkflowTime now = parts_.clock.now();
  if (resident.broken) return fail_broken(*resident.execution, now, *resident.broken);
  std::vector<Signal> signals;
  signals.reserve(mail.size());
  for (const Mail& letter : mail) signals.push_back(letter.signal);
  Random random{seed_from_system()};
  return take_turn(*resident.execution, signals,
                   {.now = now,
                    .random = random,
                    .record_share = record_share_,
                    .watch_evaluation = watch_evaluation,
                    .activity_exists = [this](const std::string& arn) {
                      return parts_.store.find_activity(arn).has_value();
                    }});
}

// Folding costs as much as the whole history has records, and one that polls would be folded at
// every turn: who is back soon, or may be at any time, stays while there is room.
bool TurnPool::may_leave(const Resident& resident) const {
  const Execution& execution = *resident.execution;
  if (!execution.is_open()) return true;
  if (resident.transient || !is_idle(execution)) return false;
  if (parts_.shards.size() > kRoomy) return true;
  const auto until = sleeps_until(execution);
  return is_all_timers(execution) && until && *until - parts_.clock.now() >= kLongSleep;
}

void TurnPool::answer(std::vector<Mail>& mail, CommitResult result) {
  for (Mail& letter : mail) {
    if (letter.done) std::exchange(letter.done, {})({nullptr, result, false});
  }
}

void TurnPool::answer_in_order(const Resident& resident, std::vector<Mail> mail,
                               std::vector<bool> taken) {
  if (std::none_of(mail.begin(), mail.end(), [](const Mail& letter) { return bool{letter.done}; }))
    return;
  parts_.commits.submit({}, parts_.shards.lane_of(resident),
                        [mail = std::move(mail), taken = std::move(taken)](CommitResult result) {
                          for (std::size_t i = 0; i < mail.size(); ++i) {
                            if (mail[i].done) mail[i].done({nullptr, result, is_taken(taken, i)});
                          }
                        });
}

TurnPool::Folded TurnPool::fold(Resident& resident) {
  const auto row = parts_.store.find_execution_by_number(resident.number);
  if (!row || row->status != persistence::ExecutionStatus::Running) return Folded::Over;
  resident.machine = row->machine;
  resident.revision = row->revision;
  if (parts_.execution_log != nullptr) resident.logging = parts_.machines.logging(row->revision);
  std::string reason =
      "revision " + std::to_string(row->revision) + " of its definition cannot be used";
  try {
    resident.execution = fold_journal(parts_.store, parts_.machines, *row);
  } catch (const BugError& bug) {
    reason = bug.what();
  }
  if (row->map_run) resident.parent = parent_of_child(*row);
  // Only its start is stored: it begins again.
  resident.transient = resident.execution && resident.execution->header.is_express();
  if (resident.execution) return resident.execution->is_open() ? Folded::Open : Folded::Over;
  parts_.log.error("execution_unusable", {{"execution", row->arn}, {"reason", reason}});
  resident.execution = stand_in(parts_.store, *row);
  return Folded::Unusable;
}

void TurnPool::submit(const std::shared_ptr<Resident>& resident, Turn turn,
                      std::vector<Mail> mail) {
  if (turn.records.empty())
    return answer_in_order(*resident, std::move(mail), std::move(turn.taken));
  const bool is_stored =
      !resident->transient || (resident->inserted && !resident->execution->is_open());
  Batched batched = is_stored ? to_batch(*resident, turn) : Batched{};
  Aftermath aftermath;
  aftermath.log = log_of(*resident, turn);
  aftermath.children = add_children(*resident, turn, batched.batch);
  if (resident->parent) aftermath.end = end_of_child(*resident->parent, *resident->execution);
  turn.records.clear();
  turn.children.clear();
  // Waiters are told what this turn saw: the execution itself may be further by then.
  std::vector<std::function<void(CommitResult)>> waiters;
  for (std::size_t i = 0; i < mail.size(); ++i) {
    if (!mail[i].done) {
      aftermath.signals.push_back(std::move(mail[i].signal));
      continue;
    }
    waiters.push_back([done = std::move(mail[i].done), taken = is_taken(turn.taken, i),
                       stopped_at = resident->execution->stopped_at,
                       status = resident->execution->status](CommitResult result) {
      Execution seen;
      seen.status = status;
      seen.stopped_at = stopped_at;
      done({&seen, result, taken});
    });
  }
  if (resident->first_commit) {
    waiters.push_back([done = std::exchange(resident->first_commit, {}),
                       started_at = resident->execution->started_at](CommitResult result) {
      done(result, started_at);
    });
  }
  if (!is_stored) {
    follow(resident->number, std::move(turn), std::move(aftermath.log));
    for (const auto& waiter : waiters) waiter(CommitResult::Written);
    if (resident->ended && !resident->execution->is_open())
      std::exchange(resident->ended, {})(resident->execution.get());
    return;
  }
  aftermath.turn = std::move(turn);
  const Lane lane = parts_.shards.count_uncommitted(*resident);
  parts_.commits.submit(
      std::move(batched.batch), lane,
      [this, resident, committed = batched.committed, aftermath = std::move(aftermath),
       waiters = std::move(waiters)](CommitResult result) mutable {
        after_commit(resident, committed, result, std::move(aftermath));
        for (const auto& waiter : waiters) waiter(result);
      });
}

TurnPool::Logged TurnPool::log_of(const Resident& resident, const Turn& turn) const {
  if (parts_.execution_log == nullptr || resident.logging == nullptr) return {};
  return {resident.logging, log_lines(*resident.logging, *resident.execution, turn.records)};
}

void TurnPool::follow(std::int64_t execution, Turn turn, Logged log) {
  if (!turn.started.empty()) effects_->start(execution, std::move(turn.started));
  if (!turn.cancelled.empty()) effects_->cancel(execution, std::move(turn.cancelled));
  stop_abandoned(execution, turn.abandoned);
  if (log.target != nullptr) parts_.execution_log->write(log.target, std::move(log.lines));
}

void TurnPool::after_commit(const std::shared_ptr<Resident>& resident, const Committed& committed,
                            CommitResult result, Aftermath aftermath) {
  const bool is_written = result == CommitResult::Written;
  if (is_written) {
    run_children(std::move(aftermath.children));
    follow(resident->number, std::move(aftermath.turn), std::move(aftermath.log));
    if (aftermath.end) deliver(resident->parent->execution, {*std::move(aftermath.end), {}});
    if (committed.status != persistence::ExecutionStatus::Running)
      parts_.ends.tell(committed.execution);
    parts_.feed.publish(committed);
  }
  if (parts_.shards.committed(resident, result, std::move(aftermath.signals))) post_run(resident);
  if (is_written) return;
  for (const Child& child : aftermath.children) parts_.shards.drop(child.resident);
  if (committed.first_seq == 1) return parts_.shards.drop(resident);
  pause_(resident->number);
}

void TurnPool::stop_abandoned(std::int64_t execution, const std::vector<ArmedEffect>& abandoned) {
  for (const ArmedEffect& armed : abandoned) {
    const auto stop = stop_of(armed);
    if (!stop) continue;
    effects_->when_over(execution, armed.id, [this, stop = *stop] { stops_->work_on(stop); });
  }
}

TurnPool::Batched TurnPool::to_batch(Resident& resident, const Turn& turn) const {
  const Execution& execution = *resident.execution;
  Batched batched;
  persistence::JournalAppend append{resident.number, {}};
  append.rows.reserve(turn.records.size());
  if (resident.transient) {
    // The end of an EXPRESS child: nothing else was stored since its start.
    append.rows.push_back(to_row(turn.records.back()));
    append.rows.back().seq = 2;
  } else {
    for (const Record& record : turn.records) append.rows.push_back(to_row(record));
  }
  const std::int64_t last_seq = append.rows.back().seq;
  batched.committed = {resident.number, append.rows.front().seq, last_seq,
                       to_row_status(execution.status)};
  batched.batch.journals.push_back(std::move(append));
  for (persistence::RowWrite& row : map_run_rows(resident, turn))
    batched.batch.rows.push_back(std::move(row));
  for (const ArmedEffect& armed : turn.abandoned) {
    if (auto stop = stop_of(armed))
      batched.batch.rows.emplace_back(persistence::PutStop{*std::move(stop)});
  }
  if (resident.inserted) {
    batched.batch.rows.emplace_back(persistence::UpdateExecution{
        resident.number, to_row_status(execution.status), to_row_time(execution.stopped_at),
        last_seq, execution.redrive_count, to_row_time(sleeps_until(execution))});
    return batched;
  }
  batched.batch.rows.emplace_back(persistence::InsertExecution{to_execution_row(resident)});
  resident.inserted = true;
  return batched;
}

// Each child's first turn is no more than its start; the rest follows after the commit.
std::vector<TurnPool::Child> TurnPool::add_children(const Resident& parent, const Turn& turn,
                                                    persistence::Batch& batch) const {
  std::vector<Child> children;
  children.reserve(turn.children.size());
  for (const ChildStart& start : turn.children) {
    auto child = std::make_shared<Resident>();
    child->number = parts_.next_execution.fetch_add(1, std::memory_order_relaxed);
    child->machine = parent.machine;
    child->revision = parent.revision;
    child->logging = parent.logging;
    child->execution = make_child(*parent.execution, start, child->number);
    child->transient = child->execution->header.is_express();
    child->inserted = true;
    child->parent =
        ParentLink{parent.number, EffectId{start.map_run, EffectPurpose::MapRun}, start.index};
    const std::array<Signal, 1> first{signal::Start{}};
    Random random{seed_from_system()};
    Turn started =
        take_turn(*child->execution, first,
                  {.now = parent.execution->last_at, .random = random, .record_share = 0});
    persistence::JournalAppend append{child->number, {}};
    for (const Record& record : started.records) append.rows.push_back(to_row(record));
    batch.journals.push_back(std::move(append));
    persistence::ExecutionRow row = to_execution_row(*child);
    row.map_run = map_run_number(parent.number, start.map_run);
    row.map_run_index = start.index;
    row.item_count = start.items;
    batch.rows.emplace_back(persistence::InsertExecution{std::move(row)});
    // Whoever finds its row may write to it before anything else is done after the commit.
    child->running = true;
    child->mailbox.push_back({signal::Continue{}, {}});
    parts_.shards.insert(child);
    children.push_back({std::move(child), std::move(started.started)});
  }
  return children;
}

void TurnPool::run_children(std::vector<Child> children) {
  for (Child& child : children) {
    if (!child.started.empty()) effects_->start(child.resident->number, std::move(child.started));
    post_run(std::move(child.resident));
  }
}

persistence::ExecutionRow TurnPool::to_execution_row(const Resident& resident) {
  const Execution& execution = *resident.execution;
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
  return row;
}

}  // namespace sfn::engine
