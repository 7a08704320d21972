#include "server/app/signals.h"

#include <pthread.h>
#include <unistd.h>

namespace sfn::server {
namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

// As shells report a death by signal. A handler, since the first process of a container does not
// die by a default action.
extern "C" void end_at_once(int signal) { _exit(128 + signal); }

}  // namespace

Signals::Signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigemptyset(&set_);
  for (const int signal : kSignals) sigaddset(&set_, signal);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
}

int Signals::wait() {
  int received = 0;
  while (sigwait(&set_, &received) != 0) {
  }
  for (const int signal : kSignals) std::signal(signal, &end_at_once);
  pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
  return received;
}

}  // namespace sfn::server
