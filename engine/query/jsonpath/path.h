#pragma once
// Path: a compiled JSONPath expression of Amazon States Language. Immutable, cheap to copy, safe to
// share between threads; compiled once per definition. AWS evaluates paths with the Java library
// Jayway JsonPath 2.x, so results, their order and the texts of failures are that library's.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"

namespace sfn::jsonpath {

// The text is no path. The message is the library's.
struct PathError {
  std::string message;
};

// The path leads nowhere, or its evaluation failed.
struct PathFailure {
  enum class Reason : std::uint8_t {
    NotFound,      // a member is missing, or a step does not fit the value
    IndexPastEnd,  // an array has no such element, nothing else is wrong
    Failed,        // a function or filter cannot be applied
    Stopped,       // the budget is used up
  };
  Reason reason = Reason::NotFound;
  std::string message;  // the library's, e.g. "No results for path: $['x']"

  friend bool operator==(const PathFailure&, const PathFailure&) = default;
};

// One step of a reference path: the name of a member, or an index (negative ones count from the
// end).
using Step = std::variant<std::string, std::int32_t>;

class Path {
 public:
  enum class Kind : std::uint8_t { Input, Context, Variable };
  enum class Dialect : std::uint8_t {
    StepFunctions,  // "$…", "$$…", "$variable…"
    Jayway,         // the library's own: "$…", "@…", and "x" for "$.x"
  };

  [[nodiscard]] static Result<Path, PathError> compile(std::string_view text);
  [[nodiscard]] static Result<Path, PathError> compile(std::string_view text, Dialect dialect);

  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] Kind kind() const;
  // The name after the "$" of a variable path.
  [[nodiscard]] const std::string& variable() const;
  // Whether this is all of `$`, `$$` or the variable.
  [[nodiscard]] bool is_root() const;
  // A definite path selects one value; any other yields an array of what it matches.
  [[nodiscard]] bool is_definite() const;
  // ASL "Reference Paths": can only identify a single node.
  [[nodiscard]] bool is_reference_path() const;
  // Precondition: is_reference_path().
  [[nodiscard]] std::span<const Step> steps() const;

  // All of a document comes with its source text; what is selected from it does not.
  [[nodiscard]] Result<Json, PathFailure> evaluate(const query::Scope& scope,
                                                   query::Budget& budget) const;
  // The same on a root of the caller's choice.
  [[nodiscard]] Result<Json, PathFailure> evaluate_on(const Json& root,
                                                      query::Budget& budget) const;

 private:
  struct Compiled;
  explicit Path(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace sfn::jsonpath
