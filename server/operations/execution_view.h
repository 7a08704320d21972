#pragma once
// What the queries about executions share: statuses, and single records of a journal.
#include <optional>

#include "api-models/shapes/configuration.h"
#include "engine/execution/record.h"
#include "persistence/store.h"

namespace sfn::server {

[[nodiscard]] api::ExecutionStatus shown_status(persistence::ExecutionStatus status);
// nullopt for the status that only children of a Map Run have.
[[nodiscard]] std::optional<persistence::ExecutionStatus> stored_status(
    api::ExecutionStatus status);

[[nodiscard]] engine::Record decode_row(persistence::JournalRow row);
// The record that began the execution, with its input.
[[nodiscard]] engine::record::ExecutionStarted first_record(
    const persistence::ExecutionRow& execution, const persistence::Store& store);
// The newest record that the row knows of.
[[nodiscard]] engine::Record last_record(const persistence::ExecutionRow& execution,
                                         const persistence::Store& store);

}  // namespace sfn::server
