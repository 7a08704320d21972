#pragma once
// Frame: the variables of one run of a scope. Lies in the arena where a function may outlive it,
// else on the frame stack, which makes loops by recursion free of garbage.
#include <cstddef>
#include <memory>
#include <vector>

#include "engine/query/jsonata/arena.h"
#include "engine/query/jsonata/node.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

struct Frame {
  Frame* parent = nullptr;
  const Scope* scope = nullptr;

  // As many as the scope has names; they lie behind the frame.
  [[nodiscard]] Value* slots() { return reinterpret_cast<Value*>(this + 1); }  // NOLINT: own layout
  [[nodiscard]] static std::size_t bytes(const Scope& scope) {
    return sizeof(Frame) + scope.names.size() * sizeof(Value);
  }
};
static_assert(sizeof(Frame) % alignof(Value) == 0);

// Memory that is given back in the reverse order.
class FrameStack {
 public:
  struct Mark {
    std::size_t chunk = 0;
    std::size_t used = 0;
  };

  explicit FrameStack(Arena& arena) : arena_(arena) {}

  [[nodiscard]] Mark mark() const { return at_; }
  void release(Mark mark) { at_ = mark; }
  [[nodiscard]] void* allocate(std::size_t bytes);

 private:
  static constexpr std::size_t kChunk = 16 * 1024;
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };

  Arena& arena_;  // counts the bytes
  std::vector<Chunk> chunks_;
  Mark at_;
};

}  // namespace sfn::query::jsonata
