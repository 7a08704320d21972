#pragma once
// apply() is the only code that changes an execution. Taking a turn calls it, recovery calls it:
// what a record means is decided once, and never by evaluating an expression.
#include "engine/execution/execution.h"
#include "engine/execution/record.h"

namespace sfn::engine {

// Precondition: record.seq == execution.last_seq + 1. Throws BugError where the record does not fit
// the execution.
void apply(Execution& execution, const Record& record);

}  // namespace sfn::engine
