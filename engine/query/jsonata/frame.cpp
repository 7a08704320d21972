#include "engine/query/jsonata/frame.h"

#include <algorithm>

namespace sfn::query::jsonata {

void* FrameStack::allocate(std::size_t bytes) {
  while (at_.chunk < chunks_.size() && chunks_[at_.chunk].size - at_.used < bytes)
    at_ = {at_.chunk + 1, 0};
  if (at_.chunk == chunks_.size()) {
    const std::size_t size = std::max(kChunk, bytes);
    arena_.charge(size);
    chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size});
  }
  std::byte* const place = chunks_[at_.chunk].memory.get() + at_.used;
  at_.used += bytes;
  return place;
}

}  // namespace sfn::query::jsonata
