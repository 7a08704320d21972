#pragma once
// The one place where the server's objects are wired.
#include <iosfwd>

#include "server/app/config.h"

namespace sfn::server {

// Serves until a signal; returns the exit status. What prevents it from starting is one line on
// `errors`.
[[nodiscard]] int serve(const ServeCommand& command, std::ostream& output, std::ostream& errors);

}  // namespace sfn::server
