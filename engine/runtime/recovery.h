#pragma once
// Recovery: an execution from its journal, and what is done with one that a bug has broken.
#include <memory>

#include "engine/execution/execution.h"
#include "engine/execution/turn.h"
#include "engine/runtime/machines.h"
#include "persistence/store.h"

namespace sfn::engine {

// nullptr if its revision is gone or no longer compiles. Throws StoreError where the journal cannot
// be read.
[[nodiscard]] std::unique_ptr<Execution> fold_journal(const persistence::Store& store,
                                                      Machines& machines,
                                                      const persistence::ExecutionRow& row);

// What is known of an execution that cannot be folded: enough to record its end, and to stop what
// it has set going.
[[nodiscard]] std::unique_ptr<Execution> stand_in(const persistence::Store& store,
                                                  const persistence::ExecutionRow& row);

// The execution as it was before its first turn.
[[nodiscard]] std::unique_ptr<Execution> not_started(const Execution& execution);

// Ends the execution with States.Runtime.
[[nodiscard]] Turn fail_broken(Execution& execution, WorkflowTime now, const std::string& reason);

}  // namespace sfn::engine
