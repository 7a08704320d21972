#include "server/http/session_group.h"

#include <utility>

namespace sfn::server {
namespace asio = boost::asio;

SessionGroup::SessionGroup(asio::io_context& context, RequestHandler& handler, Log& log,
                           const HttpLimits& limits)
    : handler_(handler),
      log_(log),
      limits_(limits),
      random_(seed_from_system()),
      tasks_(context),
      sweep_timer_(context) {}

void SessionGroup::add(TcpSocket socket) {
  if (is_draining_) {
    size_.fetch_sub(1, std::memory_order_relaxed);
    return;  // closes it
  }
  sessions_.emplace_front(std::move(socket), *this);
  const auto session = sessions_.begin();
  tasks_.start(session->run(),
               [this, session](const std::exception_ptr& failure) { ended(session, failure); });
  if (!is_sweeping_) sweep();
}

void SessionGroup::ended(Sessions::iterator session, const std::exception_ptr& failure) {
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const std::exception& e) {
    log_.error("session_failed", {{"reason", e.what()}});
  }
  sessions_.erase(session);
  size_.fetch_sub(1, std::memory_order_relaxed);
  if (sessions_.empty() && is_draining_) sweep_timer_.cancel();
}

void SessionGroup::sweep() {
  // No sessions, no timer: a server at rest does not wake up.
  is_sweeping_ = !sessions_.empty();
  if (!is_sweeping_) return;
  const SteadyTime now = std::chrono::steady_clock::now();
  for (Session& session : sessions_) {
    if (session.deadline() <= now) session.close();
    session.look_at_client();
  }
  sweep_timer_.expires_after(limits_.sweep);
  sweep_timer_.async_wait([this](const boost::system::error_code&) { sweep(); });
}

void SessionGroup::drain() {
  is_draining_ = true;
  for (Session& session : sessions_) {
    if (session.is_idle()) session.close();
  }
  if (sessions_.empty()) sweep_timer_.cancel();
}

void SessionGroup::cut() {
  for (Session& session : sessions_) session.close();
}

const std::string& SessionGroup::date() {
  const std::time_t now = std::time(nullptr);
  if (now == date_second_ && !date_.empty()) return date_;
  date_second_ = now;
  std::tm utc{};
  gmtime_r(&now, &utc);
  // RFC 9110 5.6.7. The process never sets a locale, so the names are English.
  char text[32];
  date_.assign(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc));
  return date_;
}

}  // namespace sfn::server
