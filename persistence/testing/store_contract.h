#pragma once
// What every store does, as checks that run against any of them. A backend's test calls
// store_contract() from one TEST_CASE.
#include <functional>
#include <memory>

#include "persistence/store.h"

namespace sfn::persistence::testing {

struct StoreBackend {
  // Opens the store of this test; called again after the store before it is gone.
  std::function<std::unique_ptr<Store>()> open;
  // Whether the store opened again holds what the one before it held.
  bool durable = false;
};

// `make_backend` is called once for each check, for an empty store.
void store_contract(const std::function<StoreBackend()>& make_backend);

}  // namespace sfn::persistence::testing
