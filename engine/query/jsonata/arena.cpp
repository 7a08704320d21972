#include "engine/query/jsonata/arena.h"

#include <algorithm>
#include <cstring>

namespace sfn::query::jsonata {

void* Arena::allocate_chunk(std::size_t bytes) {
  if (bytes > kMostBytes) throw MemoryExhausted{};
  const bool is_large = bytes > chunk_ / 2;
  const std::size_t size = is_large ? bytes : chunk_;
  charge(size);
  // Not make_unique: nobody needs the bytes to be zero.
  chunks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[size]));
  std::byte* const place = chunks_.back().get();
  if (is_large) return place;  // what is left of the open chunk stays in use
  next_ = place + bytes;
  end_ = place + size;
  chunk_ = std::min(chunk_ * 2, kLargestChunk);
  return place;
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* const place = make_array<char>(text.size());
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

}  // namespace sfn::query::jsonata
