#pragma once
// Signals: SIGTERM, SIGINT and SIGHUP ask the server to stop; a second one ends it at once. Made
// before any thread is, because threads inherit what is blocked.
#include <csignal>

namespace sfn::server {

class Signals {
 public:
  // Blocks the signals, and lets writing to a closed pipe, or beyond the size that files may have,
  // be an error and no death.
  Signals();

  // Waits for the first signal. From then on the next one ends the process.
  int wait();

 private:
  sigset_t set_{};
};

}  // namespace sfn::server
