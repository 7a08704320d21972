#include "server/http/browser.h"

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

HttpRequest request(Method method, std::string_view host = "localhost:8083") {
  HttpRequest result;
  result.method = method;
  result.host = host;
  return result;
}

}  // namespace

TEST_CASE("is_private_host: tells names that nobody outside can give an address",
          "[server][browser]") {
  for (const char* const host :
       {"localhost", "localhost:8083", "LOCALHOST", "127.0.0.1:8083", "[::1]:8083", "[::1]",
        "10.0.0.5", "stepfunctions", "stepfunctions:8083", "host.docker.internal:8083",
        "printer.local", "states.localhost:8083"}) {
    CAPTURE(host);
    CHECK(is_private_host(host));
  }
  for (const char* const host :
       {"", ":8083", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
        "evil.example:80", "local.evil", "xlocal.com", "127.0.0.1.nip.io:8083"}) {
    CAPTURE(host);
    CHECK_FALSE(is_private_host(host));
  }
}

TEST_CASE("browser: programs are served under any host", "[server][browser]") {
  CHECK(judge({}, request(Method::Post, "sync-states.us-east-1.amazonaws.com")) ==
        BrowserVerdict::Serve);
  CHECK(judge({}, request(Method::Post, "")) == BrowserVerdict::Serve);
  CHECK(judge({}, request(Method::Get)) == BrowserVerdict::Serve);
}

TEST_CASE("browser: a page's origin must be allowed, or this server's own", "[server][browser]") {
  const BrowserPolicy policy{{"http://localhost:3000"}};
  const auto verdict = [&](std::string_view origin, std::string_view host = "localhost:8083") {
    HttpRequest from = request(Method::Post, host);
    from.origin = origin;
    return judge(policy, from);
  };
  CHECK(verdict("http://localhost:3000") == BrowserVerdict::Serve);
  CHECK(verdict("HTTP://LOCALHOST:3000") == BrowserVerdict::Serve);
  CHECK(verdict("http://localhost:8083") == BrowserVerdict::Serve);
  for (const char* const origin : {"http://evil.example", "null", "", "http://localhost:30000",
                                   "http://localhost", "https://localhost:3000"}) {
    CAPTURE(origin);
    CHECK(verdict(origin) == BrowserVerdict::RefuseOrigin);
  }
  // A name that was bound anew to this address.
  CHECK(verdict("http://evil.example:8083", "evil.example:8083") == BrowserVerdict::RefuseOrigin);
}

TEST_CASE("browser: a request that a page caused without saying which is refused",
          "[server][browser]") {
  HttpRequest from = request(Method::Post);
  for (const char* const site : {"cross-site", "same-site"}) {
    from.sec_fetch_site = site;
    CHECK(judge({}, from) == BrowserVerdict::RefuseOrigin);
  }
  for (const char* const site : {"same-origin", "none"}) {
    from.sec_fetch_site = site;
    CHECK(judge({}, from) == BrowserVerdict::Serve);
  }
}

TEST_CASE("browser: reading under a public name is refused", "[server][browser]") {
  CHECK(judge({}, request(Method::Get, "evil.example:8083")) == BrowserVerdict::RefuseHost);
  CHECK(judge({}, request(Method::Head, "evil.example")) == BrowserVerdict::RefuseHost);
}

TEST_CASE("browser: headers for pages name the one origin that asked", "[server][browser]") {
  HttpRequest from = request(Method::Options);
  CHECK(cors_headers(from).empty());
  from.origin = "http://localhost:3000";
  CHECK(cors_headers(from) ==
        "Access-Control-Allow-Origin: http://localhost:3000\r\nAccess-Control-Expose-Headers: "
        "x-amzn-RequestId\r\nVary: Origin\r\n");
  from.requested_headers = "x-amz-target";
  from.requested_private_network = "true";
  const std::string preflight = preflight_headers(from);
  CHECK(preflight.find("Access-Control-Allow-Headers: x-amz-target\r\n") != std::string::npos);
  CHECK(preflight.find("Access-Control-Allow-Private-Network: true\r\n") != std::string::npos);
  CHECK(preflight.find("Access-Control-Allow-Methods: POST, GET, OPTIONS\r\n") !=
        std::string::npos);
}

}  // namespace sfn::server
