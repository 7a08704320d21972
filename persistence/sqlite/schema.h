#pragma once
// The tables, as a list of migrations. A store says by its user_version how many of them it has.
#include <filesystem>

namespace sfn::persistence::sqlite {

class Database;

// Makes a database file with the newest schema. It appears under its name whole or not at all: a
// half-made file of that name never exists, so an empty or truncated one is damage.
void create_database(const std::filesystem::path& file);

// Makes sure that an existing database is a store of ours and brings it to the newest schema, in
// one transaction. Throws StoreError for anything else and leaves the file as it is.
void migrate(Database& database);

}  // namespace sfn::persistence::sqlite
