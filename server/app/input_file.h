#pragma once
// Files that a command reads as a whole.
#include <optional>
#include <string>

namespace sfn::server {

// nullopt where the file cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& file);

}  // namespace sfn::server
