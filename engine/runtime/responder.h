#pragma once
// Responder: something that can answer a task's call. The runner asks a chain of them, the network
// last.
#include <boost/asio/awaitable.hpp>

#include "engine/execution/effect.h"
#include "engine/execution/signal.h"

namespace sfn::engine {

class Responder {
 public:
  virtual ~Responder() = default;
  [[nodiscard]] virtual bool takes(const CallEffect& call) const = 0;
  // Ends with what the target answered; never throws for what the target does. May be cancelled.
  [[nodiscard]] virtual boost::asio::awaitable<CallResult> respond(CallEffect call) = 0;
  // Of a call that started a job (.sync) and was accepted, maybe before a restart: ends with the
  // task's result or error when the job has ended. The same else.
  [[nodiscard]] virtual boost::asio::awaitable<CallResult> wait_for_end(CallEffect call) = 0;
};

}  // namespace sfn::engine
