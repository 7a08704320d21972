#include "persistence/sqlite/sqlite_store.h"

#include "base/testing/catch.h"
#include "persistence/testing/sample_rows.h"
#include "persistence/testing/store_contract.h"
#include "persistence/testing/temporary_directory.h"

namespace sfn::persistence::testing {
namespace {

StoreBackend sqlite_backend(Durability durability) {
  auto directory = std::make_shared<TemporaryDirectory>();
  return {.open =
              [directory, durability] {
                return make_store(
                    {.directory = (directory->path() / "data").string(), .durability = durability});
              },
          .durable = true};
}

TEST_CASE("SqliteStore: keeps the contract of stores", "[persistence][sqlite]") {
  store_contract([] { return sqlite_backend(Durability::Full); });
}

TEST_CASE("SqliteStore: keeps the contract without waiting for the disk", "[persistence][sqlite]") {
  store_contract([] { return sqlite_backend(Durability::Normal); });
}

}  // namespace
}  // namespace sfn::persistence::testing
