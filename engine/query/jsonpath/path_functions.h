#pragma once
// The functions at the end of paths, `$.prices.sum()`: one table. Internal to this folder.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"

namespace sfn::jsonpath {

struct FunctionFailure {
  enum class Kind : std::uint8_t { Error, OutOfBounds, Stopped };
  Kind kind = Kind::Error;
  std::string message;
};

struct FunctionInput {
  const Json& model;  // what the path selected so far
  // An error is the text of an argument that is no JSON; it counts only where the argument is used.
  std::span<const Result<Json, std::string>> arguments;
  query::Budget& budget;
};

struct PathFunction {
  std::string_view name;
  Result<Json, FunctionFailure> (*apply)(const FunctionInput& input);
  // Whether a path as first parameter is measured instead of the model.
  bool measures_parameter = false;
};

// nullptr where there is no such function.
[[nodiscard]] const PathFunction* find_path_function(std::string_view name);

}  // namespace sfn::jsonpath
