#include "engine/execution/map_run.h"

#include <algorithm>
#include <utility>

#include "api-models/quotas.h"
#include "api-models/shapes/map_run_state.h"
#include "base/assert.h"

namespace sfn::engine {
namespace {

std::int64_t& count_of(MapRunCounts& counts, ChildStatus status) {
  switch (status) {
    case ChildStatus::Running:
      return counts.running;
    case ChildStatus::Succeeded:
      return counts.succeeded;
    case ChildStatus::Failed:
      return counts.failed;
    case ChildStatus::TimedOut:
      return counts.timed_out;
    case ChildStatus::Aborted:
      break;
  }
  return counts.aborted;
}

// AWS MapRunItemCounts, MapRunExecutionCounts. Observed:
// test_list_map_runs_and_describe_map_run. Without a ResultWriter as many results are written as
// children have succeeded.
api::MapRunCounts shown_counts(const MapRunCounts& counts, std::int64_t total) {
  return {.pending = total - counts.running - counts.succeeded - counts.unsuccessful(),
          .running = counts.running,
          .succeeded = counts.succeeded,
          .failed = counts.failed,
          .timed_out = counts.timed_out,
          .aborted = counts.aborted,
          .total = total,
          .results_written = counts.succeeded};
}

}  // namespace

bool MapRun::has_room_for(std::int64_t more) const {
  const std::int64_t most = limits.max_concurrency == 0
                                ? api::quotas::kMapRunConcurrency
                                : std::min(limits.max_concurrency, api::quotas::kMapRunConcurrency);
  return executions.running + more < most;
}

bool MapRun::can_start_child() const {
  return is_running() && next_item < items.total && has_room_for(0);
}

bool MapRun::have_all_children_ended() const {
  return next_item == items.total && executions.running == 0;
}

bool MapRun::is_threshold_exceeded() const {
  const std::int64_t bad = items.unsuccessful();
  if (!limits.tolerated_failure_count && !limits.tolerated_failure_percentage) return bad > 0;
  if (limits.tolerated_failure_count && bad > *limits.tolerated_failure_count) return true;
  return limits.tolerated_failure_percentage && items.total > 0 &&
         static_cast<double>(bad) * 100.0 / static_cast<double>(items.total) >
             *limits.tolerated_failure_percentage;
}

std::string MapRun::state_text() const {
  // How many children there will be is known once all items are with one; before, those are counted
  // whose items nobody has, as if each were a child of its own.
  const std::int64_t all_children = executions.total + items.total - next_item;
  return api::encode(api::MapRunState{
      .max_concurrency = limits.max_concurrency,
      .tolerated_failure_percentage = limits.tolerated_failure_percentage.value_or(0.0),
      .tolerated_failure_count = limits.tolerated_failure_count.value_or(0),
      .item_counts = shown_counts(items, items.total),
      .execution_counts = shown_counts(executions, all_children)});
}

void MapRun::start_child(std::int32_t items_of_child) {
  changed = true;
  children.push_back({ChildStatus::Running, items_of_child, std::nullopt});
  next_item += items_of_child;
  items.running += items_of_child;
  ++executions.running;
  ++executions.total;
}

void MapRun::end_child(std::int32_t index, ChildStatus child_status, std::optional<Json> output) {
  Child& child = children.at(static_cast<std::size_t>(index));
  SFN_ASSERT(child.status == ChildStatus::Running, "a child ends once");
  changed = true;
  child.status = child_status;
  if (output) output_bytes += output->text_bytes();
  child.output = std::move(output);
  items.running -= child.items;
  count_of(items, child_status) += child.items;
  --executions.running;
  ++count_of(executions, child_status);
}

void MapRun::end(MapRunStatus how, WorkflowTime when) {
  changed = true;
  status = how;
  stopped_at = when;
  // Those that still run are stopped, and nobody hears of it any more.
  items.aborted += std::exchange(items.running, 0);
  executions.aborted += std::exchange(executions.running, 0);
  children = {};
}

}  // namespace sfn::engine
