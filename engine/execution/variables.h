#pragma once
// Variables: the workflow variables of one scope: of the execution's top level, a branch of a
// Parallel or an iteration of an inline Map. A value. AWS "Passing data between states with
// variables": scopes
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/json/json.h"

namespace sfn::engine {

class Variables {
 public:
  using Values = std::map<std::string, Json, std::less<>>;

  [[nodiscard]] const Json* find(std::string_view name) const;
  [[nodiscard]] const Values& values() const { return values_; }
  // The size of all values, as text.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  // What bytes() would be with these.
  [[nodiscard]] std::size_t bytes_with(const Json::Members& assigned) const;
  void assign(const Json::Members& assigned);

 private:
  Values values_;
  std::size_t bytes_ = 0;
};

// The size of the values, as text.
[[nodiscard]] std::size_t bytes_of(const Json::Members& assigned);

}  // namespace sfn::engine
