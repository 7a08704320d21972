#pragma once
// execution_text: everything that apply() may change in an execution, as text. Two executions with
// the same text go on alike.
#include <string>

#include "engine/execution/execution.h"

namespace sfn::engine::testing {

[[nodiscard]] std::string execution_text(const Execution& execution);

}  // namespace sfn::engine::testing
