// AWS GetExecutionHistory: the visible records of a journal, page by page, in either direction.
#include <utility>

#include "engine/execution/history.h"
#include "server/operations/actions.h"
#include "server/operations/execution_view.h"
#include "server/operations/lookup.h"
#include "server/operations/page_token.h"

namespace sfn::server {
namespace {

// AWS GetExecutionHistory: a page may have fewer events than were asked for. A thousand of the
// largest would be 250 MB.
constexpr std::size_t kPageBytes = 4u * 1024 * 1024;
constexpr std::size_t kRowsPerRead = 100;

struct Page {
  std::vector<api::HistoryEvent> events;
  std::optional<std::int64_t> next_seq;
};

Page read_page(const persistence::Store& store, persistence::JournalPage from, std::size_t size) {
  Page page;
  std::size_t bytes = 0;
  while (true) {
    from.limit = std::min(kRowsPerRead, size + 1 - page.events.size());
    std::vector<persistence::JournalRow> rows = store.read_journal(from);
    for (persistence::JournalRow& row : rows) {
      if (page.events.size() == size || bytes >= kPageBytes) {
        page.next_seq = row.seq;
        return page;
      }
      bytes += row.payload.size();
      from.from_seq = from.direction == persistence::Direction::Forward ? row.seq + 1 : row.seq - 1;
      page.events.push_back(engine::to_history_event(decode_row(std::move(row))));
    }
    // Backward from 0 would begin at the newest record again.
    if (rows.size() < from.limit || from.from_seq < 1) return page;
  }
}

}  // namespace

api::ApiResult<api::GetExecutionHistoryOutput> get_execution_history(
    api::GetExecutionHistoryInput in, const api::Owner& caller, App& app) {
  SFN_TRY(const persistence::ExecutionRow row, find_execution(in.execution_arn, caller, app));
  const bool is_reverse = in.reverse_order.value_or(false);
  const std::string number = std::to_string(row.number);
  const PageOf of{"history", number, is_reverse ? "newest first" : "oldest first"};
  SFN_TRY(const std::optional<std::int64_t> seq, read_page_number(of, in.next_token));

  persistence::JournalPage from;
  from.execution = row.number;
  from.direction = is_reverse ? persistence::Direction::Backward : persistence::Direction::Forward;
  from.from_seq = seq.value_or(is_reverse ? 0 : 1);
  from.visible_only = true;
  Page page = read_page(app.store, from, page_size(in.max_results));

  api::GetExecutionHistoryOutput out;
  out.events.events = std::move(page.events);
  out.events.data = in.include_execution_data.value_or(true) ? api::ExecutionData::Included
                                                             : api::ExecutionData::LeftOut;
  if (page.next_seq) out.next_token = make_page_token(of, std::to_string(*page.next_seq));
  return out;
}

}  // namespace sfn::server
