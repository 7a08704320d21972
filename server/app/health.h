#pragma once
// `sfn-emulator health`: what an image's health check runs.
#include <iosfwd>

#include "server/app/config.h"

namespace sfn::server {

// The exit status: 0 if the server answers GET /health with 200 in time.
[[nodiscard]] int ask_health(const HealthCommand& command, std::ostream& output,
                             std::ostream& errors);

}  // namespace sfn::server
