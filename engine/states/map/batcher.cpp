#include "engine/states/map/batcher.h"

#include <utility>

#include "engine/states/map/item_batcher.h"

namespace sfn::engine {
namespace {

// Observed: BatchInput comes first, and is absent where none is given.
Json child_input(const std::optional<Json>& batch_input, Json::Items items) {
  Json::Members members;
  if (batch_input) members.emplace_back(kBatchInput, batch_input->rebuilt());
  members.emplace_back("Items", Json::array(std::move(items)));
  return Json::object(std::move(members));
}

}  // namespace

Batcher::Batcher(BatchLimits limits, std::optional<Json> batch_input)
    : limits_(limits),
      batch_input_(std::move(batch_input)),
      frame_bytes_(child_input(batch_input_, {}).text_bytes()),
      bytes_(frame_bytes_) {}

// AWS "ItemBatcher": as many items as both limits allow. That BatchInput counts, and that an item
// which is too large by itself goes alone, is a guess: AWS's answers are not known.
std::optional<Json> Batcher::add(Json item) {
  item = item.rebuilt();
  const std::size_t item_bytes = item.text_bytes();
  const bool is_full = items_.size() >= limits_.items || bytes_ + 1 + item_bytes > limits_.bytes;
  std::optional<Json> complete;
  if (is_full && !items_.empty()) complete = finish();
  bytes_ += item_bytes + (items_.empty() ? 0 : 1);  // a comma
  items_.push_back(std::move(item));
  return complete;
}

std::optional<Json> Batcher::finish() {
  if (items_.empty()) return std::nullopt;
  bytes_ = frame_bytes_;
  return child_input(batch_input_, std::exchange(items_, {}));
}

}  // namespace sfn::engine
