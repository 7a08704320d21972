#include "engine/execution/execution.h"

#include <utility>

#include "base/assert.h"

namespace sfn::engine {

Json MapProgress::item(std::int32_t index) const {
  const auto place = static_cast<std::size_t>(index);
  return (items.is_array() ? items.items().at(place) : items.members().at(place).second).rebuilt();
}

std::optional<std::string> MapProgress::key(std::int32_t index) const {
  if (!items.is_object()) return std::nullopt;
  return items.members().at(static_cast<std::size_t>(index)).first;
}

bool Visit::have_all_branches_ended() const {
  const std::size_t all = map ? static_cast<std::size_t>(map->length) : branches.size();
  return ended_branches == all;
}

Visit* Execution::find_visit(VisitId id) {
  const auto found = visits.find(id);
  return found == visits.end() ? nullptr : &found->second;
}

const Visit* Execution::find_visit(VisitId id) const {
  const auto found = visits.find(id);
  return found == visits.end() ? nullptr : &found->second;
}

MapRun* Execution::find_map_run(const Visit& visit) {
  return const_cast<MapRun*>(std::as_const(*this).find_map_run(visit));
}

const MapRun* Execution::find_map_run(const Visit& visit) const {
  const auto found = visit.map ? map_runs.find(visit.map->run) : map_runs.end();
  return found == map_runs.end() ? nullptr : &found->second;
}

Branch& Execution::branch(BranchRef ref) {
  return const_cast<Branch&>(std::as_const(*this).branch(ref));
}

const Branch& Execution::branch(BranchRef ref) const {
  if (ref.visit == VisitId{}) return root;
  const Visit* const visit = find_visit(ref.visit);
  SFN_ASSERT(visit != nullptr, "a branch belongs to a visit that is known");
  SFN_ASSERT(ref.index >= 0 && static_cast<std::size_t>(ref.index) < visit->branches.size(),
             "a branch has an index within its visit");
  return visit->branches[static_cast<std::size_t>(ref.index)];
}

}  // namespace sfn::engine
