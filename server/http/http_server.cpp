#include "server/http/http_server.h"

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

#include "base/async/task_group.h"
#include "base/urgency.h"
#include "server/http/listener.h"
#include "server/http/session_group.h"

namespace sfn::server {
namespace asio = boost::asio;

namespace {

// How long cutting connections off may take before the threads are stopped under them: only a
// request that waits for a disk that hangs gets there.
constexpr std::chrono::milliseconds kLongestCut{300};

struct IoThread {
  asio::io_context context{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work{
      context.get_executor()};
  std::optional<SessionGroup> sessions;
  std::thread thread;
};

}  // namespace

class HttpServer::Body {
 public:
  Body(HttpOptions options, Log& log)
      : options_(std::move(options)),
        log_(log),
        threads_(std::max<std::size_t>(1, options_.threads)),
        listener_(threads_.front().context, log, options_.host, options_.port) {}

  ~Body() { stop(std::chrono::milliseconds{0}); }

  void start(RequestHandler& handler) {
    listener_.listen();
    for (IoThread& io : threads_) io.sessions.emplace(io.context, handler, log_, options_.limits);
    listening_.start(listener_.run([this] { return next_context(); },
                                   [this](TcpSocket socket) { hand_over(std::move(socket)); }),
                     [this](const std::exception_ptr& failure) {
                       if (failure) log_.error("listener_failed");
                     });
    for (IoThread& io : threads_) {
      io.thread = std::thread{[this, &io] {
        run(io);
        ended_.release();
      }};
    }
  }

  void stop(std::chrono::milliseconds grace) {
    if (!threads_.front().thread.joinable()) return;
    asio::post(threads_.front().context, [this] { listener_.stop(); });
    for (IoThread& io : threads_) {
      asio::post(io.context, [&io] {
        io.sessions->drain();
        io.work.reset();
      });
    }
    if (!finish_within(grace)) {
      for (IoThread& io : threads_) asio::post(io.context, [&io] { io.sessions->cut(); });
      if (!finish_within(kLongestCut)) {
        for (IoThread& io : threads_) io.context.stop();
      }
    }
    for (IoThread& io : threads_) io.thread.join();
  }

  [[nodiscard]] asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

  [[nodiscard]] std::size_t connections() const {
    std::size_t sum = 0;
    for (const IoThread& io : threads_) {
      if (io.sessions) sum += io.sessions->size();
    }
    return sum;
  }

 private:
  void run(IoThread& io) {
    set_urgency(Urgency::Prompt);
    // Sessions and the listener catch their own failures; what still comes here must not end the
    // process.
    while (true) {
      try {
        io.context.run();
        return;
      } catch (const std::exception& e) {
        log_.error("io_thread_failed", {{"reason", e.what()}});
      }
    }
  }

  bool finish_within(std::chrono::milliseconds time) {
    const SteadyTime end = std::chrono::steady_clock::now() + time;
    for (; seen_to_end_ < threads_.size(); ++seen_to_end_) {
      if (!ended_.try_acquire_until(end)) return false;
    }
    return true;
  }

  asio::io_context* next_context() {
    if (connections() >= options_.limits.connections) return nullptr;
    next_ = (next_ + 1) % threads_.size();
    return &threads_[next_].context;
  }

  void hand_over(TcpSocket socket) {
    IoThread& io = threads_[next_];
    io.sessions->announce();
    asio::dispatch(io.context, [&io, socket = std::move(socket)]() mutable {
      io.sessions->add(std::move(socket));
    });
  }

  const HttpOptions options_;
  Log& log_;
  std::vector<IoThread> threads_;
  Listener listener_;
  TaskGroup listening_{threads_.front().context};
  const asio::ip::tcp::endpoint endpoint_ = listener_.endpoint();
  std::size_t next_ = 0;
  std::counting_semaphore<> ended_{0};
  std::size_t seen_to_end_ = 0;
};

HttpServer::HttpServer(HttpOptions options, Log& log)
    : body_(std::make_unique<Body>(std::move(options), log)) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return body_->endpoint().port(); }
bool HttpServer::is_loopback() const { return body_->endpoint().address().is_loopback(); }
void HttpServer::start(RequestHandler& handler) { body_->start(handler); }
void HttpServer::stop(std::chrono::milliseconds grace) { body_->stop(grace); }
std::size_t HttpServer::connections() const { return body_->connections(); }

}  // namespace sfn::server
