#pragma once
// SessionGroup: the connections of one I/O thread. It runs them, closes those whose deadline has
// passed, sees who has hung up, and is what its owner joins at the end. Everything but announce()
// and size() is called on that thread.
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <ctime>
#include <exception>
#include <list>
#include <string>

#include "base/async/task_group.h"
#include "base/log.h"
#include "base/random.h"
#include "server/http/limits.h"
#include "server/http/request_handler.h"
#include "server/http/session.h"

namespace sfn::server {

class SessionGroup {
 public:
  // All must outlive the group.
  SessionGroup(boost::asio::io_context& context, RequestHandler& handler, Log& log,
               const HttpLimits& limits);
  SessionGroup(const SessionGroup&) = delete;
  SessionGroup& operator=(const SessionGroup&) = delete;

  // Counts a connection that is about to be added: from the thread that accepts, so that it never
  // has more than it may.
  void announce() { size_.fetch_add(1, std::memory_order_relaxed); }
  void add(TcpSocket socket);
  // From any thread.
  [[nodiscard]] std::size_t size() const { return size_.load(std::memory_order_relaxed); }
  // Idle connections end now, the others with the answer to the request that they are in.
  void drain();
  // What is left ends now, whatever it waits for on the network.
  void cut();

  // For sessions.
  [[nodiscard]] RequestHandler& handler() { return handler_; }
  [[nodiscard]] Log& log() { return log_; }
  [[nodiscard]] const HttpLimits& limits() const { return limits_; }
  [[nodiscard]] bool is_draining() const { return is_draining_; }
  [[nodiscard]] std::string new_request_id() { return random_.uuid(); }
  // The Date header's value; made once a second.
  [[nodiscard]] const std::string& date();

 private:
  using Sessions = std::list<Session>;

  void ended(Sessions::iterator session, const std::exception_ptr& failure);
  void sweep();

  RequestHandler& handler_;
  Log& log_;
  const HttpLimits& limits_;
  Random random_;
  TaskGroup tasks_;
  Sessions sessions_;
  std::atomic<std::size_t> size_{0};
  boost::asio::steady_timer sweep_timer_;
  bool is_sweeping_ = false;
  bool is_draining_ = false;
  std::time_t date_second_ = 0;
  std::string date_;
};

}  // namespace sfn::server
