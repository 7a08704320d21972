#pragma once
// Batcher: groups the items of a distributed Map into the inputs of its children, one after the
// other. Holds one batch. Not thread-safe. AWS "ItemBatcher"
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "api-models/quotas.h"
#include "base/json/json.h"

namespace sfn::engine {

struct BatchLimits {
  std::uint64_t items = std::numeric_limits<std::uint64_t>::max();  // MaxItemsPerBatch
  // MaxInputBytesPerBatch: of a child's whole input. Without it a batch is as large as an input may
  // be.
  std::size_t bytes = api::quotas::kPayloadBytes;
};

class Batcher {
 public:
  // Precondition: limits are positive. The batch input is BatchInput, evaluated.
  Batcher(BatchLimits limits, std::optional<Json> batch_input);

  // Takes the next item. Returns the child's input that is complete without it, if any.
  [[nodiscard]] std::optional<Json> add(Json item);
  // The last input; nothing where no item is left.
  [[nodiscard]] std::optional<Json> finish();

 private:
  BatchLimits limits_;
  std::optional<Json> batch_input_;
  std::size_t frame_bytes_;  // of an input without items
  std::size_t bytes_;        // of the input so far
  Json::Items items_;
};

}  // namespace sfn::engine
