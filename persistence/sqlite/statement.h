#pragma once
// Statement: a prepared statement, made once and used often. Belongs to one Database and to the
// thread that uses it.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "persistence/sqlite/sql.h"

struct sqlite3_stmt;

namespace sfn::persistence::sqlite {

class Database;

class Statement {
 public:
  Statement(Database& database, Sql sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Binds the arguments to ?1, ?2 … and runs to the end. Returns the number of changed rows.
  template <typename... Arguments>
  std::int64_t run(const Arguments&... arguments) {
    const Use use(*this);
    bind_all(arguments...);
    while (step()) {
    }
    return changes();
  }

  // What `read` makes of the first row, if there is one.
  template <typename Read, typename... Arguments>
  auto one(Read read, const Arguments&... arguments) {
    const Use use(*this);
    bind_all(arguments...);
    std::optional<std::invoke_result_t<Read, const Statement&>> row;
    if (step()) row = read(*this);
    return row;
  }

  // What `read` makes of each row.
  template <typename Read, typename... Arguments>
  auto all(Read read, const Arguments&... arguments) {
    const Use use(*this);
    bind_all(arguments...);
    std::vector<std::invoke_result_t<Read, const Statement&>> rows;
    while (step()) rows.push_back(read(*this));
    return rows;
  }

  // Columns of the current row, from 0; for `read`.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  // A statement that is not reset keeps its read transaction open and its failure in the way of
  // ROLLBACK.
  struct Use {
    explicit Use(Statement& used) : statement(used) {}
    ~Use() { statement.reset(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    Statement& statement;
  };

  template <typename... Arguments>
  void bind_all(const Arguments&... arguments) {
    check_parameters(sizeof...(arguments));
    int index = 0;
    (bind(++index, arguments), ...);
  }
  template <std::integral Integer>
  void bind(int index, Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind(int index, const std::optional<std::int64_t>& value);
  // Not copied: the argument outlives the run.
  void bind(int index, std::string_view value);
  void bind_integer(int index, std::int64_t value);

  void check_parameters(std::size_t given) const;
  bool step();  // true: there is a row
  void reset() noexcept;
  [[nodiscard]] std::int64_t changes() const;

  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

// For statements that answer with one number.
inline std::int64_t read_integer(const Statement& row) { return row.integer(0); }

}  // namespace sfn::persistence::sqlite
