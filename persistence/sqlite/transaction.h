#pragma once
// Transaction and Savepoint: what is not committed or kept is rolled back when they go, also by an
// exception.
#include "persistence/sqlite/statement.h"

namespace sfn::persistence::sqlite {

// The statements that a writing connection needs for them, prepared once.
struct TransactionStatements {
  explicit TransactionStatements(Database& database);

  Database& database;
  Statement begin;
  Statement commit;
  Statement rollback;
  Statement save;
  Statement keep;
  Statement undo;
};

class Transaction {
 public:
  explicit Transaction(TransactionStatements& statements);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  TransactionStatements& statements_;
};

// A part of a transaction that can go without the rest. Not nested.
class Savepoint {
 public:
  explicit Savepoint(TransactionStatements& statements);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;

  void keep();
  void undo();

 private:
  TransactionStatements& statements_;
  bool open_ = true;
};

}  // namespace sfn::persistence::sqlite
