#include "server/app/input_file.h"

#include <array>
#include <fstream>

namespace sfn::server {

std::optional<std::string> read_file(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream.is_open()) return std::nullopt;
  std::string text;
  std::array<char, 16 * 1024> part{};
  while (stream.read(part.data(), part.size()) || stream.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return std::nullopt;  // a directory, for one
  return text;
}

}  // namespace sfn::server
