#pragma once
// What a client may take of the server: sizes and times. Values.
#include <chrono>
#include <cstddef>

#include "api-models/quotas.h"

namespace sfn::server {

struct HttpLimits {
  std::size_t body_bytes = api::quotas::kRequestBytes;
  std::size_t connections = 20'000;
  // Between two requests, and before the first.
  std::chrono::milliseconds idle{120'000};
  // From a request's first byte to the end of its head, and from there to the end of its body:
  // whole times, not pauses, so that a byte a second does not hold a connection.
  std::chrono::milliseconds head{10'000};
  std::chrono::milliseconds body{15'000};
  // For an answer that the client does not read.
  std::chrono::milliseconds write{30'000};
  // For what a refused client still sends, so that it gets to read why.
  std::chrono::milliseconds linger{2'000};
  // How often deadlines are looked at.
  std::chrono::milliseconds sweep{1'000};
};

}  // namespace sfn::server
