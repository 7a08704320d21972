#include "tools/fuzz/resource_use.h"

#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <cstdint>
#include <ctime>

namespace sfn::fuzz {
namespace {

// Targets have one thread.
struct Heap {
  std::int64_t bytes = 0;
  std::int64_t most_bytes = 0;
};
Heap heap;

void on_malloc(const volatile void*, std::size_t size) {
  heap.bytes += static_cast<std::int64_t>(size);
  heap.most_bytes = std::max(heap.most_bytes, heap.bytes);
}
void on_free(const volatile void* place) {
  // What was allocated before counts too, but is not freed by what is measured.
  if (place == nullptr) return;
  heap.bytes -= static_cast<std::int64_t>(
      __sanitizer_get_allocated_size(const_cast<const void*>(place)));  // NOLINT: the hook's type
}

double processor_now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

ResourceUse::ResourceUse() : start_(processor_now()) {
  static const int kInstalled = __sanitizer_install_malloc_and_free_hooks(&on_malloc, &on_free);
  static_cast<void>(kInstalled);
  heap = {};
}

double ResourceUse::processor_seconds() const { return processor_now() - start_; }

std::size_t ResourceUse::most_bytes() const {
  return static_cast<std::size_t>(std::max<std::int64_t>(heap.most_bytes, 0));
}

}  // namespace sfn::fuzz
