#pragma once
// The table of activities.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class SqliteActivityWriter {
 public:
  explicit SqliteActivityWriter(Database& database);

  // False: a conflict.
  [[nodiscard]] bool insert(const InsertActivity& insert);
  void remove(const DeleteActivity& remove);

 private:
  Statement insert_;
  Statement delete_;
};

class SqliteActivityReader {
 public:
  explicit SqliteActivityReader(Database& database);

  [[nodiscard]] std::optional<ActivityRow> find(std::string_view arn);
  [[nodiscard]] std::vector<ActivityRow> list(const ActivityPage& page);

 private:
  Statement find_;
  Statement list_;
};

}  // namespace sfn::persistence::sqlite
