#include "engine/execution/execution.h"

#include "base/assert.h"

namespace sfn::engine {

Visit* Execution::find_visit(VisitId id) {
  const auto found = visits.find(id);
  return found == visits.end() ? nullptr : &found->second;
}

const Visit* Execution::find_visit(VisitId id) const {
  const auto found = visits.find(id);
  return found == visits.end() ? nullptr : &found->second;
}

Branch& Execution::branch(BranchRef ref) {
  if (ref.visit == VisitId{}) return root;
  Visit* const visit = find_visit(ref.visit);
  SFN_ASSERT(visit != nullptr, "a branch belongs to a visit that is known");
  SFN_ASSERT(ref.index >= 0 && static_cast<std::size_t>(ref.index) < visit->branches.size(),
             "a branch has an index within its visit");
  return visit->branches[static_cast<std::size_t>(ref.index)];
}

namespace {

void collect_open_visits(const Execution& execution, const Visit& visit,
                         std::vector<VisitId>& found) {
  for (const Branch& branch : visit.branches) {
    const Visit* const inner = execution.find_visit(branch.current);
    if (inner == nullptr || inner->closed) continue;
    found.push_back(inner->id);
    collect_open_visits(execution, *inner, found);
  }
}

}  // namespace

std::vector<VisitId> Execution::open_visits_below(VisitId id) const {
  std::vector<VisitId> found;
  if (const Visit* const visit = find_visit(id)) collect_open_visits(*this, *visit, found);
  return found;
}

}  // namespace sfn::engine
