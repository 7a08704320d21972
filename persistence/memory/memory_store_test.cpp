#include "persistence/memory/memory_store.h"

#include "base/testing/catch.h"
#include "persistence/testing/store_contract.h"

namespace sfn::persistence::testing {
namespace {

TEST_CASE("MemoryStore: keeps the contract of stores", "[persistence][memory]") {
  store_contract([] { return StoreBackend{.open = [] { return make_store({}); }}; });
}

TEST_CASE("MemoryStore: is what no directory means", "[persistence][memory]") {
  const auto store = make_store({});
  CHECK(dynamic_cast<MemoryStore*>(store.get()) != nullptr);
}

}  // namespace
}  // namespace sfn::persistence::testing
