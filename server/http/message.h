#pragma once
// HttpRequest and HttpAnswer: what passes between a session and whatever answers. Values, free of
// Beast.
#include <boost/asio/cancellation_signal.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sfn::server {

enum class Method : std::uint8_t { Get, Head, Post, Options, Other };

// The views point into the session and stay valid until the answer has been returned.
struct HttpRequest {
  Method method = Method::Other;
  std::string_view path;  // without query; "/" where the client sent an absolute URI without a path
  std::string_view host;  // as sent, with its port
  std::string_view content_type;
  std::string_view authorization;
  std::string_view amz_target;
  // The marks of a browser.
  std::optional<std::string_view> origin;
  std::optional<std::string_view> sec_fetch_site;
  std::optional<std::string_view> requested_headers;  // Access-Control-Request-Headers
  std::optional<std::string_view>
      requested_private_network;  // Access-Control-Request-Private-Network
  std::string body;
  // Whether the client has not hung up; to be asked on the session's executor.
  std::function<bool()> is_client_there;
  // Where what takes long lets itself be told that the client has hung up: nobody waits for the
  // answer then. Told within a second or so, on the session's executor.
  boost::asio::cancellation_slot client_gone;
};

struct HttpAnswer {
  unsigned status = 200;
  std::string_view content_type;  // a literal; empty where there is no body
  std::string body;
  std::string headers;  // further lines, each with its line end
};

}  // namespace sfn::server
