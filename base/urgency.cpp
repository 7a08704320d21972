#include "base/urgency.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace sfn {
namespace {

// sched_setattr(2), which the C library has no function for yet.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime_ns = 0;
  std::uint64_t deadline_ns = 0;
  std::uint64_t period_ns = 0;
};
static_assert(sizeof(SchedulingAttributes) == 48, "the first version of the structure");

id_t this_thread() { return static_cast<id_t>(::syscall(SYS_gettid)); }

// A quarter to a third of what a thread gets that is not nice.
constexpr int kNicer = 5;
constexpr int kMostNice = 19;

int nice_of_this_thread() {
  errno = 0;  // -1 is an answer too
  const int nice = ::getpriority(PRIO_PROCESS, this_thread());
  return errno == 0 ? nice : 0;
}

// The shortest slice there is: since Linux 6.12 a thread that wakes up with a shorter one does not
// wait for the end of a longer one. Before, the system may know no slices.
void take_short_slices() {
  SchedulingAttributes wanted;
  wanted.nice = nice_of_this_thread();
  wanted.runtime_ns = 100'000;
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &wanted, 0));
}

void be_nicer() {
  const int nice = std::min(nice_of_this_thread() + kNicer, kMostNice);
  static_cast<void>(::setpriority(PRIO_PROCESS, this_thread(), nice));
}

}  // namespace

void set_urgency(Urgency urgency) noexcept {
  switch (urgency) {
    case Urgency::Prompt:
      return take_short_slices();
    case Urgency::Bulk:
      return be_nicer();
  }
}

}  // namespace sfn
