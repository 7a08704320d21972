#pragma once
// The tables of machines and their revisions.
#include "persistence/rows.h"
#include "persistence/sqlite/statement.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

class SqliteMachineWriter {
 public:
  explicit SqliteMachineWriter(Database& database);

  // False: a conflict; then a part may have been written.
  [[nodiscard]] bool insert(const InsertMachine& insert);
  [[nodiscard]] bool revise(const ReviseMachine& revise);
  void remove(const DeleteMachine& remove);

 private:
  bool insert_revision(const RevisionRow& row);

  Statement insert_machine_;
  Statement insert_revision_;
  Statement revise_;
  Statement delete_;
};

class SqliteMachineReader {
 public:
  explicit SqliteMachineReader(Database& database);

  [[nodiscard]] std::optional<MachineRow> find(std::string_view arn);
  [[nodiscard]] std::optional<MachineRow> find_by_id(std::int64_t id);
  [[nodiscard]] std::vector<MachineRow> list(const MachinePage& page);
  [[nodiscard]] std::optional<RevisionRow> find_revision(std::int64_t number);
  [[nodiscard]] std::int64_t newest_id();        // 0: none
  [[nodiscard]] std::int64_t newest_revision();  // 0: none
  [[nodiscard]] std::int64_t count();

 private:
  Statement find_;
  Statement find_by_id_;
  Statement list_;
  Statement find_revision_;
  Statement newest_id_;
  Statement newest_revision_;
  Statement count_;
};

}  // namespace sfn::persistence::sqlite
