#pragma once
// Map runs in the store and in memory: rows of runs, children as executions of their own, and how a
// child tells its parent of its end. The children of EXPRESS kind are in memory like other EXPRESS
// executions, but for their row and the first and last record of their journal.
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/execution/turn.h"
#include "engine/runtime/shard.h"
#include "persistence/store.h"

namespace sfn::engine {

// A run is named by its parent and the record that started it, as a journal's rows are.
[[nodiscard]] std::int64_t map_run_number(std::int64_t execution, std::int64_t seq);
[[nodiscard]] ParentLink parent_of_child(const persistence::ExecutionRow& child);

// The rows of the runs that a turn has started or changed.
[[nodiscard]] std::vector<persistence::RowWrite> map_run_rows(const Resident& parent,
                                                              const Turn& turn);

// The runs of an execution that are under way, from the store: with the limits and counts of their
// rows, but without their children.
[[nodiscard]] std::vector<MapRun> running_map_runs(const persistence::Store& store,
                                                   std::int64_t execution);

// The execution of a child, not yet started. Its ARN is the same whenever it is made.
[[nodiscard]] std::unique_ptr<Execution> make_child(const Execution& parent,
                                                    const ChildStart& start, std::int64_t number);
// The header of a child that is folded. nullopt where the run or its Map cannot be found.
[[nodiscard]] std::optional<ExecutionHeader> child_header(const persistence::Store& store,
                                                          const persistence::ExecutionRow& row,
                                                          ExecutionHeader of_machine);

// What a parent is told; nullopt while the child runs.
[[nodiscard]] std::optional<signal::ChildEnded> end_of_child(const ParentLink& parent,
                                                             const Execution& child);
// The same of children of a run that have ended, from the store: some of those after an index.
struct EndedChildren {
  std::vector<signal::ChildEnded> ended;
  std::optional<std::int32_t> go_on_after;  // nullopt: there are no others
};
// Blocking. Outputs can be large, so few are read at once.
[[nodiscard]] EndedChildren ended_children(const persistence::Store& store, std::int64_t execution,
                                           EffectId map_run, std::int32_t after);

}  // namespace sfn::engine
