#include "engine/testing/simulation.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "base/assert.h"
#include "base/overloaded.h"
#include "engine/execution/apply.h"
#include "engine/execution/history.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"
#include "engine/states/state.h"
#include "engine/testing/execution_text.h"

namespace sfn::engine::testing {
namespace {

constexpr const char* kRole = "arn:aws:iam::123456789012:role/role";

// "arn:…:mapRun:<machine>/<label>:<uuid>"
std::string label_of(const std::string& map_run_arn) {
  const std::size_t begin = map_run_arn.find('/') + 1;
  return map_run_arn.substr(begin, map_run_arn.find(':', begin) - begin);
}

}  // namespace

Answer answers(std::string_view json, std::chrono::milliseconds latency) {
  return {CallResult{Json::parse_trusted(std::string(json))}, latency};
}

Answer accepts(std::string_view accepted, Answer later) {
  later.accepted = std::string(accepted);
  return later;
}

Answer fails(std::string name, std::string cause, std::chrono::milliseconds latency) {
  return {sfn::unexpected(StatesError{std::move(name), std::move(cause)}), latency};
}

Simulation::Simulation(std::string_view definition, SimulationOptions options)
    : options_(options), now_(options.start), random_(options.seed) {
  Compilation compilation = compile_definition(definition, MachineType::Standard);
  if (!compilation.definition)
    throw std::invalid_argument(invalid_definition_message(compilation.diagnostics));
  header_ = {"arn:aws:states:us-east-1:123456789012:execution:machine:run",
             "run",
             "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
             "machine",
             "us-east-1",
             std::move(compilation.definition),
             1,
             options_.kind};
}

void Simulation::script(const std::string& state, std::vector<Answer> answers) {
  script_[state] = std::move(answers);
}

std::unique_ptr<Execution> Simulation::blank() const {
  auto execution = std::make_unique<Execution>();
  execution->header = header_;
  return execution;
}

void Simulation::start(std::string_view input) {
  execution_ = blank();
  execution_->input = input_ = Json::parse_trusted(std::string(input));
  execution_->role_arn = kRole;
  take_turns(signal::Start{});
}

void Simulation::stop(std::optional<std::string> error, std::optional<std::string> cause) {
  take_turns(signal::StopRequested{std::move(error), std::move(cause)});
}

void Simulation::take_turns(Signal signal) {
  for (bool more = true; more; signal = signal::Continue{}) {
    const std::array<Signal, 1> signals{signal};
    Turn turn = take_turn(*execution_, signals,
                          {now_, random_, options_.record_share, {}, options_.evaluation_limits});
    more = turn.more;
    SFN_ASSERT(++turns_ <= kMostTurns, "the simulation comes to an end");
    if (turn.records.empty()) continue;
    ++batches_;
    run_children(turn.children);
    for (const Record& record : turn.records) {
      journal_.push_back({record.seq, record.event_id, record.at, encode_record(record)});
    }
    if (options_.restart == Restart::AfterEachBatch || batches_ == options_.restart_after_batch) {
      restart();
    } else {
      begin(turn.started);
    }
  }
  if (!execution_->is_open()) pending_ = {};
}

void Simulation::restart() {
  const std::string before = execution_text(*execution_);
  execution_ = blank();
  execution_->input = input_;
  execution_->role_arn = kRole;
  for (const Record& record : records()) apply(*execution_, record);
  const std::string after = execution_text(*execution_);
  SFN_ASSERT(before == after,
             "a journal folds to the execution that wrote it:\n" + before + "\n" + after);
  pending_ = {};
  std::vector<ArmedEffect> armed;
  for (const auto& [id, effect] : execution_->effects) armed.push_back(effect);
  begin(armed);
}

void Simulation::begin(const std::vector<ArmedEffect>& effects) {
  for (const ArmedEffect& armed : effects) {
    if (const auto* const timer = std::get_if<TimerEffect>(&armed.effect)) {
      pending_.push({timer->due, Rank::Due, armed.id, signal::TimerFired{armed.id}});
    } else if (std::holds_alternative<MapRunEffect>(armed.effect)) {
      tell_of_children(armed);
    } else {
      begin_call(armed);
    }
  }
}

void Simulation::run_children(const std::vector<ChildStart>& children) {
  for (const ChildStart& start : children) {
    const MapRun& run = execution_->map_runs.at(start.map_run);
    // By its label: the Map that starts them may have failed and been left in the same turn.
    const MapProcessor* const processor = header_.definition->find_processor(label_of(run.arn));
    Execution child;
    child.header = header_;
    child.header.definition = processor->definition;
    child.input = start.input;
    child.role_arn = kRole;
    Signal signal = signal::Start{};
    for (bool more = true; more; signal = signal::Continue{}) {
      const std::array<Signal, 1> signals{signal};
      more = take_turn(child, signals, {now_, random_, options_.record_share}).more;
    }
    SFN_ASSERT(!child.is_open(), "the children of a simulated map run do not wait");
    const EffectId effect{run.seq, EffectPurpose::MapRun};
    const signal::ChildEnded ended{
        effect, start.index,
        child.status == Status::Succeeded ? ChildStatus::Succeeded : ChildStatus::Failed,
        child.output};
    children_.emplace(std::pair{effect, start.index}, ended);
    pending_.push({now_, Rank::Due, effect, ended, start.index});
  }
}

void Simulation::tell_of_children(const ArmedEffect& armed) {
  for (const auto& [key, ended] : children_) {
    if (key.first == armed.id) pending_.push({now_, Rank::Due, armed.id, ended, key.second});
  }
}

void Simulation::begin_call(const ArmedEffect& armed) {
  const auto& call = std::get<CallEffect>(armed.effect);
  const Answer& answer = answer_for(armed);
  const WorkflowTime begun = calls_begun_.emplace(armed.id, now_).first->second;
  if (call.target.family == TaskFamily::Activity) {
    if (!answer.taken_after) return;
    if (armed.phase == EffectPhase::Armed) {
      pending_.push({begun + *answer.taken_after, Rank::Started, armed.id,
                     signal::ActivityTaken{armed.id, answer.worker}});
    }
    return begin_work(armed, answer, begun);
  }
  if (armed.phase == EffectPhase::Armed) {
    calls_.push_back(call);
    pending_.push({now_, Rank::Started, armed.id, signal::CallStarted{armed.id}});
    if (answer.accepted) {
      pending_.push({begun + answer.accepted_after, Rank::Submitted, armed.id,
                     signal::CallSubmitted{armed.id, Json::parse_trusted(*answer.accepted)}});
    }
  }
  if (call.pattern == asl::Pattern::WaitForTaskToken && answer.accepted)
    return begin_work(armed, answer, begun);
  pending_.push(
      {begun + answer.latency, Rank::Due, armed.id, signal::CallEnded{armed.id, answer.result}});
}

void Simulation::begin_work(const ArmedEffect& armed, const Answer& answer, WorkflowTime begun) {
  for (const std::chrono::milliseconds after : answer.heartbeats) {
    if (heartbeats_sent_.contains({armed.id, begun + after})) continue;
    pending_.push({begun + after, Rank::Submitted, armed.id, signal::HeartbeatReported{armed.id}});
  }
  pending_.push(
      {begun + answer.latency, Rank::Due, armed.id, signal::TaskReported{armed.id, answer.result}});
}

const Answer& Simulation::answer_for(const ArmedEffect& armed) {
  const std::string& state = std::get<CallEffect>(armed.effect).state;
  const auto found = script_.find(state);
  SFN_ASSERT(found != script_.end() && !found->second.empty(),
             "answers are scripted for the state " + state);
  std::vector<EffectId>& made = calls_of_[state];
  const auto known = std::find(made.begin(), made.end(), armed.id);
  const auto index = static_cast<std::size_t>(known - made.begin());
  if (known == made.end()) made.push_back(armed.id);
  return found->second.at(std::min(index, found->second.size() - 1));
}

void Simulation::step(const Pending& next) {
  now_ = std::max(now_, next.due);
  if (std::holds_alternative<signal::HeartbeatReported>(next.signal))
    heartbeats_sent_.insert({next.effect, next.due});
  take_turns(next.signal);
}

void Simulation::run_until_idle() {
  while (!pending_.empty()) {
    const Pending next = pending_.top();
    pending_.pop();
    step(next);
  }
}

void Simulation::run_for(std::chrono::milliseconds time) {
  const WorkflowTime until = now_ + time;
  while (!pending_.empty() && pending_.top().due <= until) {
    const Pending next = pending_.top();
    pending_.pop();
    step(next);
  }
  now_ = until;
}

std::vector<Record> Simulation::records() const {
  std::vector<Record> records;
  for (const JournalEntry& entry : journal_) {
    records.push_back(decode_record(entry.seq, entry.event_id, entry.at, entry.record.kind,
                                    entry.record.payload));
  }
  return records;
}

std::string Simulation::event_types() const {
  std::string types;
  for (const Record& record : records()) {
    if (record.event_id == 0) continue;
    types += types.empty() ? "" : " ";
    types += api::event_type_name(to_history_event(record).type);
  }
  return types;
}

std::string Simulation::history() const {
  std::string text;
  for (const Record& record : records()) {
    if (record.event_id == 0) continue;
    const api::HistoryEvent event = to_history_event(record);
    text += std::to_string(event.id) + "<-" + std::to_string(event.previous_event_id) + " ";
    text += api::event_type_name(event.type);
    for (const api::EventMember& member : event.details) {
      text += " ";
      text += member.name;
      text += "=";
      std::visit(Overloaded{[&](const std::string& value) { text += value; },
                            [&](std::int64_t value) { text += std::to_string(value); }},
                 member.value);
    }
    text += "\n";
  }
  return text;
}

std::vector<std::string> Simulation::outline() const {
  std::vector<std::string> lines;
  for (const Record& record : records()) {
    if (record.event_id == 0) continue;
    const api::HistoryEvent event = to_history_event(record);
    std::string& line = lines.emplace_back(std::to_string(event.id) + "<-" +
                                           std::to_string(event.previous_event_id) + " ");
    line += api::event_type_name(event.type);
    for (const api::EventMember& member : event.details) {
      if (member.name == "name" || member.name == "assignedVariables")
        line += " " + std::get<std::string>(member.value);
    }
  }
  return lines;
}

}  // namespace sfn::engine::testing
