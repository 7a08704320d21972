#include "engine/testing/simulation.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "base/assert.h"
#include "base/overloaded.h"
#include "engine/execution/apply.h"
#include "engine/execution/history.h"

namespace sfn::engine::testing {

Answer answers(std::string_view json, std::chrono::milliseconds latency) {
  return {CallResult{Json::parse_trusted(std::string(json))}, latency};
}

Answer fails(std::string name, std::string cause, std::chrono::milliseconds latency) {
  return {sfn::unexpected(StatesError{std::move(name), std::move(cause)}), latency};
}

Simulation::Simulation(std::string_view definition, SimulationOptions options)
    : options_(options), now_(options.start), random_(options.seed) {
  Compilation compilation = compile_definition(definition, MachineType::Standard);
  if (!compilation.definition) throw std::invalid_argument(invalid_definition_message(compilation.diagnostics));
  header_ = {"arn:aws:states:us-east-1:123456789012:execution:machine:run",
             "run",
             "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
             "machine",
             "us-east-1",
             std::move(compilation.definition)};
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
  execution_->input = Json::parse_trusted(std::string(input));
  execution_->role_arn = "arn:aws:iam::123456789012:role/role";
  take_turns(signal::Start{});
}

void Simulation::stop(std::optional<std::string> error, std::optional<std::string> cause) {
  take_turns(signal::StopRequested{std::move(error), std::move(cause)});
}

void Simulation::take_turns(Signal signal) {
  for (bool more = true; more; signal = signal::Continue{}) {
    const std::array<Signal, 1> signals{signal};
    Turn turn = take_turn(*execution_, signals, {now_, random_, options_.record_share});
    more = turn.more;
    if (turn.records.empty()) continue;
    ++batches_;
    for (const Record& record : turn.records) {
      journal_.push_back({record.seq, record.event_id, record.at, encode_record(record)});
    }
    if (options_.restart == Restart::AfterEachBatch) {
      restart();
    } else {
      begin(turn.started);
    }
  }
}

void Simulation::restart() {
  execution_ = blank();
  for (const Record& record : records()) apply(*execution_, record);
  pending_ = {};
  std::vector<ArmedEffect> armed;
  for (const auto& [id, effect] : execution_->effects) armed.push_back(effect);
  begin(armed);
}

void Simulation::begin(const std::vector<ArmedEffect>& effects) {
  for (const ArmedEffect& armed : effects) {
    if (std::holds_alternative<CallEffect>(armed.effect)) expect(now_, signal::CallStarted{armed.id});
  }
  for (const ArmedEffect& armed : effects) {
    std::visit(Overloaded{
                   [&](const TimerEffect& timer) { expect(timer.due, signal::TimerFired{armed.id}); },
                   [&](const CallEffect& call) {
                     calls_.push_back(call);
                     const Answer& answer = answer_for(call);
                     expect(now_ + answer.latency, signal::CallEnded{armed.id, answer.result});
                   },
               },
               armed.effect);
  }
}

const Answer& Simulation::answer_for(const CallEffect& call) const {
  const auto found = script_.find(call.state);
  SFN_ASSERT(found != script_.end() && !found->second.empty(), "no answer is scripted for the state " + call.state);
  return found->second.at(std::min<std::size_t>(call.attempt, found->second.size() - 1));
}

void Simulation::expect(WorkflowTime due, Signal signal) {
  pending_.push({std::max(due, now_), next_order_++, std::move(signal)});
}

void Simulation::run_until_idle() {
  while (!pending_.empty()) {
    const Pending next = pending_.top();
    pending_.pop();
    now_ = next.due;
    take_turns(next.signal);
    if (!execution_->is_open()) pending_ = {};
  }
}

void Simulation::run_for(std::chrono::milliseconds time) {
  const WorkflowTime until = now_ + time;
  while (!pending_.empty() && pending_.top().due <= until) {
    const Pending next = pending_.top();
    pending_.pop();
    now_ = next.due;
    take_turns(next.signal);
    if (!execution_->is_open()) pending_ = {};
  }
  now_ = until;
}

std::vector<Record> Simulation::records() const {
  std::vector<Record> records;
  for (const JournalEntry& entry : journal_) {
    records.push_back(decode_record(entry.seq, entry.event_id, entry.at, entry.record.kind, entry.record.payload));
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

}  // namespace sfn::engine::testing
