#include "persistence/sqlite/schema.h"

#include <array>
#include <string>

#include "persistence/sqlite/database.h"
#include "persistence/sqlite/file_system.h"
#include "persistence/sqlite/transaction.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {
namespace {

// Each ends by counting itself in user_version.
constexpr auto kMigrations = std::to_array<Sql>({
#include "sqlite_migrations.inc"
});
constexpr auto kNewest = static_cast<std::int64_t>(kMigrations.size());

// "SFNE": says that a SQLite database is a store of ours and not some other program's.
constexpr std::int64_t kApplicationId = 0x53464e45;

std::int64_t ask(Database& database, Sql question) {
  return Statement(database, question).one(&read_integer).value_or(0);
}

void apply_migrations(Database& database, std::int64_t version) {
  TransactionStatements statements(database);
  Transaction transaction(statements);
  for (; version < kNewest; ++version) {
    database.execute(kMigrations[static_cast<std::size_t>(version)]);
  }
  transaction.commit();
}

}  // namespace

void create_database(const std::filesystem::path& file) {
  std::filesystem::path unfinished = file;
  unfinished += ".new";
  // Left by a server that died here; nobody has put anything into it.
  remove_file(unfinished);
  create_private_file(unfinished);
  {
    Database database(unfinished);
    // Nothing is lost when this is cut short, so nothing has to wait for the disk before the end.
    database.execute("PRAGMA synchronous = OFF");
    database.execute("PRAGMA journal_mode = MEMORY");
    // 8 KiB: measured with bench/. Larger pages write more for each entry of the ARN index, smaller
    // ones split more payloads.
    database.execute("PRAGMA page_size = 8192");
    database.execute("PRAGMA application_id = 1397116485");
    static_assert(kApplicationId == 1397116485);
    apply_migrations(database, 0);
    database.execute("PRAGMA journal_mode = WAL");
  }
  sync_file(unfinished);
  rename_file(unfinished, file);
}

void migrate(Database& database) {
  if (ask(database, "PRAGMA application_id") != kApplicationId) {
    throw StoreError("it is a database of another program");
  }
  const std::int64_t version = ask(database, "PRAGMA user_version");
  if (version < 1) throw StoreError("it has no schema version");
  if (version > kNewest) {
    throw StoreError("it was written by a newer version of this server (schema " +
                     std::to_string(version) + "; this one knows " + std::to_string(kNewest) + ")");
  }
  if (version < kNewest) apply_migrations(database, version);
}

}  // namespace sfn::persistence::sqlite
