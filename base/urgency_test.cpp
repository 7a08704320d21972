#include "base/urgency.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/testing/catch.h"

namespace sfn {
namespace {

int nice_now() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid))); }

int nice_of_thread_that_is(Urgency urgency) {
  int nice = 0;
  std::thread([&] {
    set_urgency(urgency);
    nice = nice_now();
  }).join();
  return nice;
}

TEST_CASE("Urgency: a thread with much to do leaves the processor to others, and no thread else",
          "[urgency]") {
  const int before = nice_now();
  CHECK(nice_of_thread_that_is(Urgency::Bulk) == std::min(before + 5, 19));
  CHECK(nice_of_thread_that_is(Urgency::Prompt) == before);
  CHECK(nice_now() == before);
}

}  // namespace
}  // namespace sfn
