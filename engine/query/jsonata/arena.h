#pragma once
// Arena: memory for what lives as long as one compiled expression or one evaluation. Objects are
// placed one behind the other and never destroyed, so only trivially destructible things go in.
// Not thread-safe.
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/query/budget.h"

namespace sfn::query::jsonata {

// Thrown where the budget has no bytes left, and caught where an evaluation begins: running out of
// memory is the environment's failure, and may happen wherever a value is made.
struct MemoryExhausted {};

class Arena {
 public:
  // Every byte is taken from the budget; it must outlive the arena.
  explicit Arena(Budget& budget) : budget_(&budget) {}
  // Unbounded: for what a bounded text compiles to.
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Uninitialised and aligned for pointers and numbers.
  [[nodiscard]] void* allocate(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) & ~(kAlignment - 1);
    if (bytes > static_cast<std::size_t>(end_ - next_)) return allocate_chunk(bytes);
    void* const place = next_;
    next_ += bytes;
    return place;
  }
  template <typename T, typename... Arguments>
  [[nodiscard]] T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return new (allocate(sizeof(T))) T{std::forward<Arguments>(arguments)...};
  }
  // Uninitialised items.
  template <typename T>
  [[nodiscard]] T* make_array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    if (count > kMostBytes / sizeof(T)) throw MemoryExhausted{};
    return static_cast<T*>(allocate(count * sizeof(T)));
  }
  [[nodiscard]] std::string_view copy(std::string_view text);

  // No text that is built here may be longer.
  void set_longest_text(std::size_t bytes) { longest_text_ = bytes; }
  [[nodiscard]] std::size_t longest_text() const { return longest_text_; }

  // Counts memory that lies elsewhere.
  void charge(std::size_t bytes) {
    if (budget_ != nullptr && !budget_->take_bytes(bytes)) throw MemoryExhausted{};
  }

 private:
  static constexpr std::size_t kAlignment = 8;
  static constexpr std::size_t kFirstChunk = 2 * 1024;
  static constexpr std::size_t kLargestChunk = 256 * 1024;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 40;

  [[nodiscard]] void* allocate_chunk(std::size_t bytes);

  Budget* budget_ = nullptr;
  std::size_t longest_text_ = kMostBytes;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t chunk_ = kFirstChunk;
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
};

}  // namespace sfn::query::jsonata
