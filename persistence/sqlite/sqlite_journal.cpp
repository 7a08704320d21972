#include "persistence/sqlite/sqlite_journal.h"

#include <algorithm>

#include "persistence/batch_check.h"
#include "persistence/sqlite/limit.h"

namespace sfn::persistence::sqlite {
namespace {

std::int64_t journal_key(std::int64_t execution, std::int64_t seq) {
  return execution * kSeqEnd + seq;
}

JournalRow read_journal_row(const Statement& row) {
  return {.seq = row.integer(0) % kSeqEnd,
          .event_id = row.integer(1),
          .kind = static_cast<std::int32_t>(row.integer(2)),
          .at = row.integer(3),
          .payload = row.text(4)};
}

}  // namespace

SqliteJournalWriter::SqliteJournalWriter(Database& database)
    : newest_(database,
              "SELECT key FROM journal WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT 1"),
      insert_(
          database,
          "INSERT INTO journal (key, event_id, kind, at, payload) VALUES (?1, ?2, ?3, ?4, ?5)") {}

bool SqliteJournalWriter::follows(const JournalAppend& append) {
  const std::int64_t none = journal_key(append.execution, 0);
  const std::int64_t newest =
      newest_.one(&read_integer, none, journal_key(append.execution, kSeqEnd - 1)).value_or(none);
  return newest + 1 == journal_key(append.execution, append.rows.front().seq);
}

void SqliteJournalWriter::append(const JournalAppend& append) {
  for (const JournalRow& row : append.rows) {
    insert_.run(journal_key(append.execution, row.seq), row.event_id, row.kind, row.at,
                row.payload);
  }
}

SqliteJournalReader::SqliteJournalReader(Database& database)
    : forward_(database,
               "SELECT key, event_id, kind, at, payload FROM journal"
               " WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3"),
      forward_visible_(database,
                       "SELECT key, event_id, kind, at, payload FROM journal"
                       " WHERE key BETWEEN ?1 AND ?2 AND event_id <> 0 ORDER BY key LIMIT ?3"),
      backward_(database,
                "SELECT key, event_id, kind, at, payload FROM journal"
                " WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT ?3"),
      backward_visible_(
          database,
          "SELECT key, event_id, kind, at, payload FROM journal"
          " WHERE key BETWEEN ?1 AND ?2 AND event_id <> 0 ORDER BY key DESC LIMIT ?3"),
      newest_(database, "SELECT max(key) FROM journal") {}

std::vector<JournalRow> SqliteJournalReader::read(const JournalPage& page) {
  // Out of bounds there is nothing, and the key would be another execution's.
  if (page.execution <= 0 || page.execution >= kExecutionNumberEnd) return {};
  const bool forward = page.direction == Direction::Forward;
  std::int64_t first = 1;
  std::int64_t last = kSeqEnd - 1;
  if (forward) {
    first = std::max(first, page.from_seq);
  } else if (page.from_seq != 0) {
    last = std::min(last, page.from_seq);
  }
  if (first > last) return {};
  Statement& statement = forward ? (page.visible_only ? forward_visible_ : forward_)
                                 : (page.visible_only ? backward_visible_ : backward_);
  return statement.all(&read_journal_row, journal_key(page.execution, first),
                       journal_key(page.execution, last), sql_limit(page.limit));
}

std::int64_t SqliteJournalReader::newest_execution() {
  return newest_.one(&read_integer).value_or(0) / kSeqEnd;
}

}  // namespace sfn::persistence::sqlite
