#pragma once
// The table of executions: what the queries read of them.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class SqliteExecutionWriter {
 public:
  explicit SqliteExecutionWriter(Database& database);

  // False: a conflict; then nothing was written.
  [[nodiscard]] bool insert(const InsertExecution& insert);
  [[nodiscard]] bool update(const UpdateExecution& update);

 private:
  Statement find_;
  Statement insert_;
  Statement update_;
};

class SqliteExecutionReader {
 public:
  explicit SqliteExecutionReader(Database& database);

  [[nodiscard]] std::optional<ExecutionRow> find(std::string_view arn);
  [[nodiscard]] std::optional<ExecutionRow> find_by_number(std::int64_t number);
  [[nodiscard]] std::vector<ExecutionRow> list(const ExecutionPage& page);
  [[nodiscard]] std::vector<ExecutionRow> list_running(std::int64_t after_number,
                                                       std::size_t limit);
  [[nodiscard]] std::vector<ExecutionRow> list_by_index(std::int64_t map_run,
                                                        std::int32_t after_index,
                                                        std::size_t limit);
  [[nodiscard]] std::int64_t newest_number();  // 0: none
  [[nodiscard]] std::int64_t count();
  [[nodiscard]] std::int64_t count_running();

 private:
  Statement find_;
  Statement find_by_number_;
  Statement list_;
  Statement list_status_;
  Statement list_children_;
  Statement list_children_status_;
  Statement list_by_index_;
  Statement list_running_;
  Statement newest_number_;
  Statement count_;
  Statement count_running_;
};

}  // namespace sfn::persistence::sqlite
