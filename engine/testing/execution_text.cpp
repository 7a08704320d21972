#include "engine/testing/execution_text.h"

#include <sstream>

#include "base/overloaded.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"
#include "engine/states/state.h"

namespace sfn::engine::testing {
namespace {

template <typename T>
std::string or_dash(const std::optional<T>& value) {
  if (!value) return "-";
  if constexpr (std::is_same_v<T, std::string>) {
    return "'" + *value + "'";
  } else if constexpr (std::is_same_v<T, Json>) {
    return value->text();
  } else {
    return std::to_string(to_epoch_milliseconds(*value));
  }
}

std::string target_text(const TaskTarget& target) {
  return std::to_string(static_cast<int>(target.family)) + "/" + target.resource_type + "/" +
         target.resource;
}

void write_branch(std::ostream& out, const Branch& branch) {
  out << " current=" << branch.current.value() << " output=" << or_dash(branch.output);
  if (branch.pending) {
    out << " pending=" << branch.pending->state << "<-" << branch.pending->previous_event << " "
        << branch.pending->input.text();
  }
  for (const auto& [name, value] : branch.variables.values())
    out << " $" << name << "=" << value.text();
  out << "\n";
}

void write_attempt(std::ostream& out, const TaskAttempt& attempt) {
  out << " task=" << target_text(attempt.target) << (attempt.started ? " started" : "");
  if (attempt.heartbeat_seconds) out << " heartbeat=" << *attempt.heartbeat_seconds;
  if (!attempt.answer) return;
  if (*attempt.answer) {
    out << " answer=" << (*attempt.answer)->text();
  } else {
    out << " answer=" << or_dash(attempt.answer->error().name) << ": "
        << or_dash(attempt.answer->error().cause);
  }
}

void write_visit(std::ostream& out, const Visit& visit) {
  out << "visit " << visit.id.value() << " in " << visit.parent.value() << "." << visit.branch
      << " state=" << visit.state->name() << " input=" << visit.input.text()
      << " entered=" << visit.entered_event << "@" << to_epoch_milliseconds(visit.entered_at)
      << " last=" << visit.last_event << " retry_count=" << visit.retry_count << " retries=";
  for (const std::uint32_t count : visit.retries) out << count << ",";
  if (visit.scheduled_by != 0) out << " scheduled_by=" << visit.scheduled_by;
  if (visit.task) write_attempt(out, *visit.task);
  if (visit.map) {
    out << " map=" << visit.map->items.text() << " length=" << visit.map->length
        << " concurrency=" << visit.map->concurrency << " running=" << visit.map->running;
  }
  out << " ended=" << visit.ended_branches << (visit.closed ? " closed" : "") << "\n";
  for (const Branch& branch : visit.branches) write_branch(out << "  branch", branch);
}

void write_effect(std::ostream& out, const ArmedEffect& armed) {
  out << "effect " << armed.id.value() << " of " << armed.visit.value()
      << " phase=" << static_cast<int>(armed.phase) << " ";
  std::visit(
      Overloaded{
          [&](const TimerEffect& timer) { out << "due " << to_epoch_milliseconds(timer.due); },
          [&](const MapRunEffect& run) { out << run.map_run_arn; },
          [&](const CallEffect& call) {
            out << target_text(call.target) << " " << call.region << " " << call.parameters.text()
                << " event=" << call.scheduled_event << " state=" << call.state
                << " attempt=" << call.attempt << " of " << call.execution_arn
                << " accepted=" << or_dash(call.accepted)
                << " pattern=" << static_cast<int>(call.pattern) << " token=" << call.task_token
                << " at=" << to_epoch_milliseconds(call.scheduled_at);
          },
      },
      armed.effect);
  out << "\n";
}

}  // namespace

std::string execution_text(const Execution& execution) {
  std::ostringstream out;
  out << "status=" << static_cast<int>(execution.status) << " input=" << execution.input.text()
      << " role=" << execution.role_arn << " trace=" << or_dash(execution.trace_header)
      << " started_by=" << or_dash(execution.started_by)
      << " started=" << to_epoch_milliseconds(execution.started_at)
      << " stopped=" << or_dash(execution.stopped_at) << " output=" << or_dash(execution.output)
      << " error=" << or_dash(execution.error) << " cause=" << or_dash(execution.cause)
      << " seq=" << execution.last_seq << " event=" << execution.last_event_id
      << " at=" << to_epoch_milliseconds(execution.last_at)
      << " redrives=" << execution.redrive_count << " heartbeats=" << execution.heartbeats
      << " variable_bytes=" << execution.variable_bytes << "\nroot";
  write_branch(out, execution.root);
  for (const auto& [id, visit] : execution.visits) write_visit(out, visit);
  for (const auto& [id, effect] : execution.effects) write_effect(out, effect);
  for (const auto& [seq, run] : execution.map_runs) {
    out << "map run " << seq << " of " << run.visit.value() << " " << run.arn
        << " status=" << static_cast<int>(run.status) << " " << run.state_text()
        << " next=" << run.next_item << " bytes=" << run.output_bytes << " children=";
    for (const MapRun::Child& child : run.children)
      out << static_cast<int>(child.status) << ":" << child.items << ":" << or_dash(child.output)
          << " ";
    out << "\n";
  }
  out << "map run agenda";
  for (const VisitId visit : execution.map_run_agenda) out << " " << visit.value();
  out << "\nagenda";
  for (const BranchRef& ref : execution.agenda) out << " " << ref.visit.value() << "." << ref.index;
  out << "\n";
  return out.str();
}

}  // namespace sfn::engine::testing
