// The steps of map runs: children start while there is room, end, and what they may do changes.
#include <utility>

#include "base/assert.h"
#include "engine/execution/stepper.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace sfn::engine {
namespace {

// Each is a row and a journal in the turn's batch.
constexpr std::size_t kChildrenOfTurn = 200;

}  // namespace

bool Stepper::on(const signal::ChildEnded& ended) {
  const ArmedEffect* const found = execution_.effects.find(ended.effect);
  if (found == nullptr) return false;
  const Visit& visit = *execution_.find_visit(found->visit);
  const MapRun& run = map_run(visit);
  // A restart asks about children again, and one that is not in the journal yet will be started
  // again.
  const auto index = static_cast<std::size_t>(ended.index);
  if (index >= run.children.size() || run.children[index].status != ChildStatus::Running)
    return false;
  conclude(visit.id, visit.state->resume(visit, ended, *this));
  return true;
}

bool Stepper::on(const signal::MapRunUpdateRequested& update) {
  for (const auto& [seq, run] : execution_.map_runs) {
    if (run.arn != update.map_run_arn || !run.is_running()) continue;
    MapRunLimits limits = run.limits;
    if (update.max_concurrency) limits.max_concurrency = *update.max_concurrency;
    if (update.tolerated_failure_percentage)
      limits.tolerated_failure_percentage = update.tolerated_failure_percentage;
    if (update.tolerated_failure_count)
      limits.tolerated_failure_count = update.tolerated_failure_count;
    recorder_.record(record::MapRunUpdated{run.visit, limits});
    return true;
  }
  return false;
}

void Stepper::start_children(VisitId map) {
  const Visit& visit = *execution_.find_visit(map);
  auto started = visit.state->start_children(visit, *this);
  if (started) return;
  fail_map_run(map, std::move(started).error());
}

bool Stepper::may_start_children() const {
  return children_.size() < kChildrenOfTurn && children_bytes_ < conditions_.byte_share;
}

const MapRun& Stepper::map_run(const Visit& map) const {
  const MapRun* const run = execution_.find_map_run(map);
  SFN_ASSERT(run != nullptr, "the Map has started its run");
  return *run;
}

bool Stepper::has_room_for_child(const MapRun& run, std::size_t handed_out) const {
  return may_start_children() && run.has_room_for(static_cast<std::int64_t>(handed_out));
}

void Stepper::start_child(ChildStart child) {
  children_bytes_ += child.input.text_bytes();
  children_.push_back(std::move(child));
}

}  // namespace sfn::engine
