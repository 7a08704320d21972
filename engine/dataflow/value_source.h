#pragma once
// "X or XPath", solved once for each kind of value: a field that is written out in the definition;
// whose …Path sibling says where in the input it stands; or, in JSONata, that is an expression.
// Immutable, cheap to copy. The ranges of literals are checked with the other fields of a state;
// here is what happens at run time.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/json.h"
#include "base/time.h"
#include "engine/asl/place.h"
#include "engine/dataflow/jsonata_expression.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

// In all of these: compile() reads the field and its …Path sibling of `owner`, at which the place
// stands, and returns nothing where both are absent or one is bad, which it reports. A literal that
// is not of the field's type counts as absent. A value at a path that will not do is a
// States.Runtime, one of an expression a States.QueryEvaluationError; refused() is the error for
// one that only the caller knows to be out of range.

// ASL "Wait State": Seconds, SecondsPath.
class SecondsSource {
 public:
  [[nodiscard]] static std::optional<SecondsSource> compile(const Json& owner,
                                                            std::string_view field,
                                                            const asl::Place& place);
  [[nodiscard]] StateResult<std::chrono::seconds> resolve(const query::Scope& scope,
                                                          query::Budget& budget) const;
  [[nodiscard]] StatesError refused(std::string cause) const {
    return refused_value(std::get_if<JsonataExpression>(&value_), std::move(cause));
  }

 private:
  SecondsSource(std::string path_field,
                std::variant<std::chrono::seconds, jsonpath::Path, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<std::chrono::seconds, jsonpath::Path, JsonataExpression> value_;
};

// ASL "Wait State": Timestamp, TimestampPath.
class TimestampSource {
 public:
  [[nodiscard]] static std::optional<TimestampSource> compile(const Json& owner,
                                                              std::string_view field,
                                                              const asl::Place& place);
  [[nodiscard]] StateResult<WorkflowTime> resolve(const query::Scope& scope,
                                                  query::Budget& budget) const;
  [[nodiscard]] StatesError refused(std::string cause) const {
    return refused_value(std::get_if<JsonataExpression>(&value_), std::move(cause));
  }

 private:
  TimestampSource(std::string path_field,
                  std::variant<WorkflowTime, jsonpath::Path, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<WorkflowTime, jsonpath::Path, JsonataExpression> value_;
};

// ASL "Timeouts": TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath.
class TimeoutSource {
 public:
  [[nodiscard]] static std::optional<TimeoutSource> compile(const Json& owner,
                                                            std::string_view field,
                                                            const asl::Place& place);
  [[nodiscard]] StateResult<std::chrono::seconds> resolve(const query::Scope& scope,
                                                          query::Budget& budget) const;

 private:
  TimeoutSource(std::string path_field,
                std::variant<std::chrono::seconds, jsonpath::Path, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<std::chrono::seconds, jsonpath::Path, JsonataExpression> value_;
};

// AWS "Map state": MaxConcurrency, ToleratedFailureCount, MaxItemsPerBatch and their paths. A text
// that spells an integer will do. Observed: test_reference_in_map_state.
class IntegerSource {
 public:
  [[nodiscard]] static std::optional<IntegerSource> compile(const Json& owner,
                                                            std::string_view field,
                                                            const asl::Place& place);
  // Any integer: what range it must be in is the caller's affair. One that 64 bits do not hold is
  // the greatest or least that they do.
  [[nodiscard]] StateResult<std::int64_t> resolve(const query::Scope& scope,
                                                  query::Budget& budget) const;
  [[nodiscard]] StatesError refused(std::string cause) const {
    return refused_value(std::get_if<JsonataExpression>(&value_), std::move(cause));
  }

 private:
  IntegerSource(std::string path_field,
                std::variant<std::int64_t, jsonpath::Path, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<std::int64_t, jsonpath::Path, JsonataExpression> value_;
};

// AWS "Map state": ToleratedFailurePercentage, ToleratedFailurePercentagePath.
class FloatSource {
 public:
  [[nodiscard]] static std::optional<FloatSource> compile(const Json& owner, std::string_view field,
                                                          const asl::Place& place);
  [[nodiscard]] StateResult<double> resolve(const query::Scope& scope, query::Budget& budget) const;
  [[nodiscard]] StatesError refused(std::string cause) const {
    return refused_value(std::get_if<JsonataExpression>(&value_), std::move(cause));
  }

 private:
  FloatSource(std::string path_field, std::variant<double, jsonpath::Path, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<double, jsonpath::Path, JsonataExpression> value_;
};

// ASL "Fail State": Error, ErrorPath, Cause, CausePath. The …Path takes a path or one of seven
// intrinsic functions.
class TextSource {
 public:
  [[nodiscard]] static std::optional<TextSource> compile(const Json& owner, std::string_view field,
                                                         const asl::Place& place);
  [[nodiscard]] StateResult<std::string> resolve(const query::Scope& scope,
                                                 query::Budget& budget) const;

 private:
  TextSource(std::string path_field,
             std::variant<std::string, jsonpath::Expression, JsonataExpression> value)
      : path_field_(std::move(path_field)), value_(std::move(value)) {}

  std::string path_field_;
  std::variant<std::string, jsonpath::Expression, JsonataExpression> value_;
};

}  // namespace sfn::engine
