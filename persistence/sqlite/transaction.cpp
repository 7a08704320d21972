#include "persistence/sqlite/transaction.h"

#include "persistence/sqlite/database.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {

TransactionStatements::TransactionStatements(Database& writer)
    : database(writer),
      begin(writer, "BEGIN IMMEDIATE"),
      commit(writer, "COMMIT"),
      rollback(writer, "ROLLBACK"),
      save(writer, "SAVEPOINT batch"),
      keep(writer, "RELEASE batch"),
      undo(writer, "ROLLBACK TO batch") {}

Transaction::Transaction(TransactionStatements& statements) : statements_(statements) {
  // Only where the rollback of an earlier transaction failed.
  if (statements_.database.in_transaction()) statements_.rollback.run();
  statements_.begin.run();
}

Transaction::~Transaction() {
  // After a full disk or an I/O error SQLite may have rolled back already; after a commit nothing
  // is open.
  if (!statements_.database.in_transaction()) return;
  try {
    statements_.rollback.run();
  } catch (const StoreError&) {
    // The failure that led here is on its way to the caller; the next transaction tries again.
  }
}

void Transaction::commit() { statements_.commit.run(); }

Savepoint::Savepoint(TransactionStatements& statements) : statements_(statements) {
  statements_.save.run();
}

Savepoint::~Savepoint() {
  // Left by an exception: the transaction around it rolls back as a whole, so there is nothing
  // worth doing when this fails.
  if (!open_ || !statements_.database.in_transaction()) return;
  try {
    undo();
  } catch (const StoreError&) {
  }
}

void Savepoint::keep() {
  statements_.keep.run();
  open_ = false;
}

void Savepoint::undo() {
  open_ = false;
  statements_.undo.run();
  statements_.keep.run();  // ROLLBACK TO leaves the savepoint itself
}

}  // namespace sfn::persistence::sqlite
