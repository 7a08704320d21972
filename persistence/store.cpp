#include "persistence/store.h"

#include "persistence/memory/memory_store.h"
#include "persistence/sqlite/sqlite_store.h"

namespace sfn::persistence {

std::unique_ptr<Store> make_store(const StoreOptions& options) {
  if (options.directory.empty()) return std::make_unique<MemoryStore>();
  return std::make_unique<sqlite::SqliteStore>(options.directory, options.durability);
}

}  // namespace sfn::persistence
