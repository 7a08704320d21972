#include "server/operations/execution_view.h"

#include <utility>

#include "base/assert.h"
#include "engine/execution/record_codec.h"

namespace sfn::server {
namespace {

engine::Record record_at(std::int64_t seq, const persistence::ExecutionRow& execution,
                         const persistence::Store& store) {
  persistence::JournalPage page;
  page.execution = execution.number;
  page.from_seq = seq;
  page.limit = 1;
  std::vector<persistence::JournalRow> rows = store.read_journal(page);
  SFN_ASSERT(!rows.empty() && rows.front().seq == seq,
             "a journal has every record that its execution's row counts");
  return decode_row(std::move(rows.front()));
}

}  // namespace

// The two enumerations name the same statuses in the same order.
static_assert(static_cast<int>(api::ExecutionStatus::Running) ==
                  static_cast<int>(persistence::ExecutionStatus::Running) &&
              static_cast<int>(api::ExecutionStatus::Succeeded) ==
                  static_cast<int>(persistence::ExecutionStatus::Succeeded) &&
              static_cast<int>(api::ExecutionStatus::Failed) ==
                  static_cast<int>(persistence::ExecutionStatus::Failed) &&
              static_cast<int>(api::ExecutionStatus::TimedOut) ==
                  static_cast<int>(persistence::ExecutionStatus::TimedOut) &&
              static_cast<int>(api::ExecutionStatus::Aborted) ==
                  static_cast<int>(persistence::ExecutionStatus::Aborted));

api::ExecutionStatus shown_status(persistence::ExecutionStatus status) {
  return static_cast<api::ExecutionStatus>(status);
}

std::optional<persistence::ExecutionStatus> stored_status(api::ExecutionStatus status) {
  if (status == api::ExecutionStatus::PendingRedrive) return std::nullopt;
  return static_cast<persistence::ExecutionStatus>(status);
}

engine::Record decode_row(persistence::JournalRow row) {
  return engine::decode_record(row.seq, row.event_id, from_epoch_milliseconds(row.at), row.kind,
                               std::move(row.payload));
}

engine::record::ExecutionStarted first_record(const persistence::ExecutionRow& execution,
                                              const persistence::Store& store) {
  engine::Record record = record_at(1, execution, store);
  auto* const started = std::get_if<engine::record::ExecutionStarted>(&record.body);
  SFN_ASSERT(started != nullptr, "a journal begins with ExecutionStarted");
  return std::move(*started);
}

engine::Record last_record(const persistence::ExecutionRow& execution,
                           const persistence::Store& store) {
  return record_at(execution.last_seq, execution, store);
}

}  // namespace sfn::server
