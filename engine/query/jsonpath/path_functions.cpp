#include "engine/query/jsonpath/path_functions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "engine/query/jsonpath/decimal.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

using Output = Result<Json, FunctionFailure>;

Unexpected<FunctionFailure> function_failure(FunctionFailure::Kind kind, std::string message) {
  return Unexpected<FunctionFailure>(FunctionFailure{kind, std::move(message)});
}
Unexpected<FunctionFailure> error(std::string message) {
  return function_failure(FunctionFailure::Kind::Error, std::move(message));
}
Unexpected<FunctionFailure> out_of_bounds(std::int64_t index, std::size_t length) {
  return function_failure(
      FunctionFailure::Kind::OutOfBounds,
      "Index " + std::to_string(index) + " out of bounds for length " + std::to_string(length));
}

// The elements of the arguments that are arrays, and the others themselves.
Result<Json::Items, FunctionFailure> flat_arguments(const FunctionInput& input) {
  Json::Items values;
  for (const auto& argument : input.arguments) {
    if (!argument) return error(argument.error());
    if (argument->is_array()) {
      values.insert(values.end(), argument->items().begin(), argument->items().end());
    } else {
      values.push_back(*argument);
    }
  }
  if (!input.budget.take_step(values.size()))
    return function_failure(FunctionFailure::Kind::Stopped, {});
  return values;
}

// The numbers in the model and in the arguments.
Result<std::vector<double>, FunctionFailure> numbers(const FunctionInput& input) {
  SFN_TRY(Json::Items values, flat_arguments(input));
  std::vector<double> result;
  const auto take = [&](const Json& value) {
    if (value.is_number()) result.push_back(value.as_double());
  };
  if (input.model.is_array()) {
    if (!input.budget.take_step(input.model.items().size())) {
      return function_failure(FunctionFailure::Kind::Stopped, {});
    }
    std::for_each(input.model.items().begin(), input.model.items().end(), take);
  }
  std::for_each(values.begin(), values.end(), take);
  if (result.empty())
    return error("Aggregation function attempted to calculate value using empty array");
  return result;
}

// Jackson writes what JSON has no number for as a string.
Json number_json(double value) {
  if (std::isfinite(value)) return Json::number(value);
  return Json::string(std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
}

double total(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

Output apply_sum(const FunctionInput& input) {
  SFN_TRY(const auto values, numbers(input));
  return number_json(total(values));
}
Output apply_avg(const FunctionInput& input) {
  SFN_TRY(const auto values, numbers(input));
  return number_json(total(values) / static_cast<double>(values.size()));
}
Output apply_min(const FunctionInput& input) {
  SFN_TRY(const auto values, numbers(input));
  return number_json(*std::min_element(values.begin(), values.end()));
}
Output apply_max(const FunctionInput& input) {
  SFN_TRY(const auto values, numbers(input));
  // An oddity of Jayway: it starts from Java's Double.MIN_VALUE, the smallest number above zero.
  return number_json(std::max(std::numeric_limits<double>::denorm_min(),
                              *std::max_element(values.begin(), values.end())));
}
Output apply_stddev(const FunctionInput& input) {
  SFN_TRY(const auto values, numbers(input));
  const auto count = static_cast<double>(values.size());
  const double sum = total(values);
  double squares = 0;
  for (const double value : values) squares += value * value;
  return number_json(std::sqrt(squares / count - sum * sum / count / count));
}

Output apply_concat(const FunctionInput& input) {
  SFN_TRY(const Json::Items values, flat_arguments(input));
  std::string result;
  if (input.model.is_array()) {
    for (const Json& item : input.model.items()) {
      if (item.is_string()) result += item.as_string();
    }
  }
  for (const Json& value : values) {
    if (!value.is_null()) result += java_text(value);
  }
  if (!input.budget.take_bytes(result.size()))
    return function_failure(FunctionFailure::Kind::Stopped, {});
  return Json::string(std::move(result));
}

Output apply_length(const FunctionInput& input) {
  const Json& counted = !input.arguments.empty() && input.arguments.front()->is_array()
                            ? *input.arguments.front()
                            : input.model;
  if (counted.is_array()) return Json::integer(static_cast<std::int64_t>(counted.items().size()));
  if (counted.is_object())
    return Json::integer(static_cast<std::int64_t>(counted.members().size()));
  return Json();
}

Output apply_append(const FunctionInput& input) {
  if (!input.model.is_array()) return input.model;
  Json::Items items = input.model.items();
  if (!input.budget.take_bytes(items.size() * sizeof(Json))) {
    return function_failure(FunctionFailure::Kind::Stopped, {});
  }
  for (const auto& argument : input.arguments) {
    if (!argument) return error(argument.error());
    items.push_back(*argument);
  }
  return Json::array(std::move(items));
}

Output apply_keys(const FunctionInput& input) {
  if (!input.model.is_object()) return Json();
  Json::Items keys;
  for (const auto& [key, member] : input.model.members()) keys.push_back(Json::string(key));
  return Json::array(std::move(keys));
}

Output element(const FunctionInput& input, std::int64_t index) {
  const Json::Items& items = input.model.items();
  const auto length = static_cast<std::int64_t>(items.size());
  if (index >= length) return out_of_bounds(index, items.size());
  if (index >= 0) return items[static_cast<std::size_t>(index)];
  // An oddity of Jayway: counted from the end, the first element is out of reach.
  if (length + index > 0) return items[static_cast<std::size_t>(length + index)];
  return error("Target index:" + std::to_string(index) +
               " larger than object count:" + std::to_string(length));
}

Unexpected<FunctionFailure> no_array() {
  return error("Aggregation function attempted to calculate value using empty array");
}
Output apply_first(const FunctionInput& input) {
  return input.model.is_array() ? element(input, 0) : no_array();
}
Output apply_last(const FunctionInput& input) {
  return input.model.is_array() ? element(input, -1) : no_array();
}
Output apply_index(const FunctionInput& input) {
  if (!input.model.is_array()) return no_array();
  SFN_TRY(const Json::Items values, flat_arguments(input));
  const auto number = std::find_if(values.begin(), values.end(),
                                   [](const Json& value) { return value.is_number(); });
  if (number == values.end()) return out_of_bounds(0, 0);
  const auto decimal = Decimal::parse(java_number_text(*number));
  return element(input, decimal ? decimal->int_value() : 0);
}

constexpr auto kPathFunctions = std::to_array<PathFunction>({
    {"avg", &apply_avg},
    {"stddev", &apply_stddev},
    {"sum", &apply_sum},
    {"min", &apply_min},
    {"max", &apply_max},
    {"concat", &apply_concat},
    {"length", &apply_length, true},
    {"size", &apply_length, true},
    {"append", &apply_append},
    {"keys", &apply_keys},
    {"first", &apply_first},
    {"last", &apply_last},
    {"index", &apply_index},
});

}  // namespace

const PathFunction* find_path_function(std::string_view name) {
  const auto row =
      std::find_if(kPathFunctions.begin(), kPathFunctions.end(),
                   [&](const PathFunction& function) { return function.name == name; });
  return row == kPathFunctions.end() ? nullptr : &*row;
}

}  // namespace sfn::jsonpath
