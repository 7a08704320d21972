#pragma once
// Whether a request that a web page may have caused is served. A server on the loopback address is
// in reach of every page that a developer opens, so a page's origin must be allowed by name.
// Programs send no Origin and are served under any Host: SDKs call sync-127.0.0.1,
// host.docker.internal, names of a cluster. Pure.
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace sfn::server {

struct BrowserPolicy {
  std::vector<std::string> allowed_origins;  // as browsers send them: "http://localhost:3000"
};

enum class BrowserVerdict : std::uint8_t { Serve, RefuseOrigin, RefuseHost };

[[nodiscard]] BrowserVerdict judge(const BrowserPolicy& policy, const HttpRequest& request);

// Whether no public name server can give the name of this Host header an address: IP literals,
// localhost, single labels, and the domains that are reserved for private use. DNS rebinding needs
// a name that it can.
[[nodiscard]] bool is_private_host(std::string_view host);

// The lines that let an allowed origin read the answer; empty where the request has no origin.
[[nodiscard]] std::string cors_headers(const HttpRequest& request);
// The same for a preflight request.
[[nodiscard]] std::string preflight_headers(const HttpRequest& request);

}  // namespace sfn::server
