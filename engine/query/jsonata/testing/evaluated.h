#pragma once
// Evaluated: what comes of an expression in a test, as one text.
#include <string>
#include <utility>
#include <vector>

#include "base/json/json.h"
#include "engine/query/jsonata/expression.h"

namespace sfn::query::jsonata::testing {

struct Surroundings {
  Dialect dialect = Dialect::Aws;
  const Json* input = nullptr;
  std::vector<std::pair<std::string, Json>> variables{};
  Budget::Limits limits{};
};

struct Evaluated {
  std::string code{};
  std::string token{};
  std::string message{};
  std::size_t position = 0;
  Outcome outcome{};  // where there is no message

  [[nodiscard]] bool is_error() const { return !message.empty(); }
  // `!T2001` for an error, "undefined", "function", or the value as JSON.
  [[nodiscard]] std::string shown() const;
};

// The time is the start of 2026, the randomness always the same.
[[nodiscard]] Evaluated evaluated(const std::string& expression, const Surroundings& surroundings);
// Likewise, in AWS's dialect and with its depth.
[[nodiscard]] std::string on_aws(const std::string& expression);
[[nodiscard]] std::string official(const std::string& expression);

}  // namespace sfn::query::jsonata::testing
