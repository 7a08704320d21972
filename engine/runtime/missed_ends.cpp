#include "engine/runtime/missed_ends.h"

#include <exception>
#include <string>
#include <utility>

#include "base/assert.h"
#include "engine/runtime/map_runs.h"

namespace sfn::engine {

void MissedEnds::look_at_children(std::int64_t execution, EffectId map_run) {
  constexpr std::int32_t kBeforeTheFirst = -1;
  look_after(execution, map_run, kBeforeTheFirst);
}

void MissedEnds::look_after(std::int64_t execution, EffectId map_run, std::int32_t after) {
  turns_.post([this, execution, map_run, after] {
    try {
      tell(execution, map_run, after);
    } catch (const std::exception& error) {
      log_.error("children_unreadable",
                 {{"execution", std::to_string(execution)}, {"reason", error.what()}});
      // No other try would go better where the journal of a child makes no sense.
      if (dynamic_cast<const BugError*>(&error) != nullptr) return;
      pause_.then([this, execution, map_run, after] { look_after(execution, map_run, after); });
    }
  });
}

// Some at a time: the next are read when these are in the parent's journal. A parent whose batch
// was not written is folded again, and looks at its children from the first one.
void MissedEnds::tell(std::int64_t execution, EffectId map_run, std::int32_t after) {
  EndedChildren children = ended_children(store_, execution, map_run, after);
  if (children.ended.empty()) return;
  signal::ChildEnded last = std::move(children.ended.back());
  children.ended.pop_back();
  for (signal::ChildEnded& ended : children.ended)
    turns_.deliver(execution, {std::move(ended), [](const Delivered&) {}});
  turns_.deliver(execution, {std::move(last), [this, execution, map_run,
                                               next = children.go_on_after](const Delivered& told) {
                               const bool is_folded_again = told.execution != nullptr &&
                                                            told.result != CommitResult::Written;
                               if (next && !is_folded_again) look_after(execution, map_run, *next);
                             }});
}

}  // namespace sfn::engine
