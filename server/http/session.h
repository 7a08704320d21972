#pragma once
// Session: one connection, from accept to close. Reads requests, also pipelined ones, and answers
// them in order, header and body in one write. Every wait on the network has a deadline, which the
// session only states: its group looks at all of them once a second and closes what is late, which
// costs nothing per operation. Used on its group's thread only.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "server/http/input_buffer.h"
#include "server/http/message.h"
#include "server/http/socket.h"

namespace sfn::server {

class SessionGroup;

class Session {
 public:
  // The group must outlive the session.
  Session(TcpSocket socket, SessionGroup& group);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Returns when the connection is closed. Never throws for what a client or the network does.
  [[nodiscard]] boost::asio::awaitable<void> run();

  // What is being waited for, until when. Waiting for the handler has no deadline here.
  [[nodiscard]] SteadyTime deadline() const { return deadline_; }
  // No request has begun: closing now loses nothing.
  [[nodiscard]] bool is_idle() const { return is_idle_; }
  // Ends what the session waits for on the network, and the connection with it.
  void close();
  // Tells whoever makes an answer that the client has hung up, if it wants to know. To be called
  // now and then; costs nothing but where an answer takes long.
  void look_at_client();

 private:
  enum class Next : std::uint8_t { Request, Close, LingerThenClose };

  boost::asio::awaitable<Next> exchange();
  boost::asio::awaitable<bool> receive();
  boost::asio::awaitable<bool> send(std::string_view head, std::string_view body);
  boost::asio::awaitable<Next> refuse(HttpAnswer answer);
  boost::asio::awaitable<void> linger();
  [[nodiscard]] bool is_client_there();
  void wait_until(SteadyTime deadline) { deadline_ = deadline; }

  TcpSocket socket_;
  SessionGroup& group_;
  InputBuffer input_;
  std::string output_;  // the head of the answer
  SteadyTime deadline_ = SteadyTime::max();
  bool is_idle_ = true;
  boost::asio::cancellation_signal client_gone_;  // listened to while an answer is made
  bool has_client_left_ = false;
};

}  // namespace sfn::server
