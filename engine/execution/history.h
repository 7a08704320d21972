#pragma once
// history: how a visible record looks as an event of AWS's GetExecutionHistory.
#include "api-models/shapes/history_event.h"
#include "engine/execution/record.h"

namespace sfn::engine {

// Precondition: record.event_id != 0.
[[nodiscard]] api::HistoryEvent to_history_event(const Record& record);

}  // namespace sfn::engine
