#pragma once
// Scopes that show what became of a state's work, besides the state's raw input or in its place.
#include "engine/asl/place.h"
#include "engine/query/scope.h"

namespace sfn::engine {

// The same surroundings, with another value as `$`.
[[nodiscard]] inline query::Scope with_input(const query::Scope& scope, const Json& input) {
  return {input, scope.context, scope.now, scope.random};
}

// The same surroundings, in which `$states` has the outcome of the state's work, if it has one.
[[nodiscard]] inline query::Scope with_outcome(const query::Scope& raw, asl::Outcome outcome,
                                               const Json& result) {
  query::Scope scope = raw;
  if (outcome == asl::Outcome::Result) scope.result = &result;
  if (outcome == asl::Outcome::Error) scope.error_output = &result;
  return scope;
}

}  // namespace sfn::engine
