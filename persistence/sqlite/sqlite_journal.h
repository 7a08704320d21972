#pragma once
// The journal's table: a row for each record, keyed by execution number and sequence in one
// integer.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class SqliteJournalWriter {
 public:
  explicit SqliteJournalWriter(Database& database);

  // False: the append is stale.
  [[nodiscard]] bool follows(const JournalAppend& append);
  void append(const JournalAppend& append);

 private:
  Statement newest_;
  Statement insert_;
};

class SqliteJournalReader {
 public:
  explicit SqliteJournalReader(Database& database);

  [[nodiscard]] std::vector<JournalRow> read(const JournalPage& page);
  [[nodiscard]] std::int64_t newest_execution();  // 0: none

 private:
  Statement forward_;
  Statement forward_visible_;
  Statement backward_;
  Statement backward_visible_;
  Statement newest_;
};

}  // namespace sfn::persistence::sqlite
