#pragma once
// `sfn-emulator eval`: evaluates an expression without a server and prints the result, or, with
// --batch, answers one request after the other, each a line of JSON.
#include <iosfwd>

#include "server/app/config.h"

namespace sfn::server {

// The exit status: 1 if the expression fails, 2 if its input cannot be read. Every answer to a
// batch is out before the next request is read.
[[nodiscard]] int evaluate(const EvalCommand& command, std::istream& input, std::ostream& output,
                           std::ostream& errors);

}  // namespace sfn::server
