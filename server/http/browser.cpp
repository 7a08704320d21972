#include "server/http/browser.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>

namespace sfn::server {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return lower;
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(1, end - 1);
  }
  return host.substr(0, host.rfind(':'));
}

bool is_address(const std::string& name) {
  boost::system::error_code ec;
  static_cast<void>(boost::asio::ip::make_address(name, ec));
  return !ec;
}

// RFC 6761, RFC 6762 and ICANN's reservation of .internal: no public name server answers for these.
constexpr auto kPrivateDomains =
    std::to_array<std::string_view>({".localhost", ".local", ".internal"});

bool is_allowed_origin(const BrowserPolicy& policy, std::string_view origin,
                       std::string_view host) {
  const std::string wanted = lower_case(origin);
  if (std::any_of(policy.allowed_origins.begin(), policy.allowed_origins.end(),
                  [&](const std::string& allowed) { return lower_case(allowed) == wanted; })) {
    return true;
  }
  // A page of this very server.
  return is_private_host(host) && wanted == "http://" + lower_case(host);
}

}  // namespace

bool is_private_host(std::string_view host) {
  const std::string name = lower_case(without_port(host));
  if (name.empty()) return false;
  if (is_address(name) || name.find('.') == std::string::npos) return true;
  return std::any_of(kPrivateDomains.begin(), kPrivateDomains.end(),
                     [&](std::string_view domain) { return name.ends_with(domain); });
}

BrowserVerdict judge(const BrowserPolicy& policy, const HttpRequest& request) {
  if (request.origin && !is_allowed_origin(policy, *request.origin, request.host))
    return BrowserVerdict::RefuseOrigin;
  if (request.origin) return BrowserVerdict::Serve;
  // Browsers name the origin of every POST; one that only marks the request otherwise is not to be
  // trusted with it.
  if (request.sec_fetch_site && request.method == Method::Post &&
      *request.sec_fetch_site != "same-origin" && *request.sec_fetch_site != "none") {
    return BrowserVerdict::RefuseOrigin;
  }
  // The GET of a page whose name was bound anew to this address carries no mark at all: only its
  // Host tells.
  const bool reads = request.method == Method::Get || request.method == Method::Head;
  if (reads && !is_private_host(request.host)) return BrowserVerdict::RefuseHost;
  return BrowserVerdict::Serve;
}

std::string cors_headers(const HttpRequest& request) {
  if (!request.origin) return {};
  return "Access-Control-Allow-Origin: " + std::string(*request.origin) +
         "\r\nAccess-Control-Expose-Headers: x-amzn-RequestId\r\nVary: Origin\r\n";
}

std::string preflight_headers(const HttpRequest& request) {
  std::string lines = cors_headers(request);
  lines += "Access-Control-Allow-Methods: POST, GET, OPTIONS\r\nAccess-Control-Max-Age: 600\r\n";
  if (request.requested_headers) {
    lines.append("Access-Control-Allow-Headers: ")
        .append(*request.requested_headers)
        .append("\r\n");
  }
  if (request.requested_private_network) lines += "Access-Control-Allow-Private-Network: true\r\n";
  return lines;
}

}  // namespace sfn::server
