#pragma once
// `sfn-emulator validate`: checks definitions and prints what is wrong with them, warnings too: one
// finding a line, as compilers do, or one line for each file, as AWS answers.
#include <iosfwd>

#include "server/app/config.h"

namespace sfn::server {

// The exit status: 1 if any finding is an error, 2 if a file cannot be read.
[[nodiscard]] int validate(const ValidateCommand& command, std::ostream& output,
                           std::ostream& errors);

}  // namespace sfn::server
