#pragma once
// The table of stops that are still to be made.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"

namespace sfn::persistence::sqlite {

class SqliteStopWriter {
 public:
  explicit SqliteStopWriter(Database& database);

  void put(const StopRow& stop);
  void remove(const StopRow& stop);

 private:
  Statement put_;
  Statement remove_;
};

class SqliteStopReader {
 public:
  explicit SqliteStopReader(Database& database);

  [[nodiscard]] std::vector<StopRow> list(const StopRow& after, std::size_t limit);

 private:
  Statement list_;
};

}  // namespace sfn::persistence::sqlite
