#include "engine/execution/variables.h"

namespace sfn::engine {

std::size_t bytes_of(const Json::Members& assigned) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : assigned) bytes += value.text_bytes();
  return bytes;
}

const Json* Variables::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

std::size_t Variables::bytes_with(const Json::Members& assigned) const {
  std::size_t bytes = bytes_ + bytes_of(assigned);
  for (const auto& [name, value] : assigned) {
    if (const Json* const replaced = find(name)) bytes -= replaced->text_bytes();
  }
  return bytes;
}

void Variables::assign(const Json::Members& assigned) {
  bytes_ = bytes_with(assigned);
  for (const auto& [name, value] : assigned) values_.insert_or_assign(name, value);
}

}  // namespace sfn::engine
