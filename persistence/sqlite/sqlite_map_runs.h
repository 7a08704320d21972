#pragma once
// The table of map runs.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class SqliteMapRunWriter {
 public:
  explicit SqliteMapRunWriter(Database& database);

  // False: a conflict; then nothing was written.
  [[nodiscard]] bool insert(const InsertMapRun& insert);
  [[nodiscard]] bool update(const UpdateMapRun& update);

 private:
  Statement insert_;
  Statement update_;
};

class SqliteMapRunReader {
 public:
  explicit SqliteMapRunReader(Database& database);

  [[nodiscard]] std::optional<MapRunRow> find(std::string_view arn);
  [[nodiscard]] std::optional<MapRunRow> find_by_number(std::int64_t number);
  [[nodiscard]] std::vector<MapRunRow> list(const MapRunPage& page);

 private:
  Statement find_;
  Statement find_by_number_;
  Statement list_;
};

}  // namespace sfn::persistence::sqlite
