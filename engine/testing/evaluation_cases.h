#pragma once
// Cases of case files whose evaluation gives a value, or fails with a `cause` and a `location`.
#include <string>

#include "base/json/json.h"
#include "base/testing/catch.h"
#include "engine/query/states_error.h"

namespace sfn::engine::testing {

// Checks what came of the case: its failure, or else the text of the value.
inline void check_evaluation(const Json& a_case, const StateResult<Json>& value,
                             const char* expected) {
  if (const Json* const cause = a_case.find("cause")) {
    REQUIRE(!value.has_value());
    CHECK(value.error() ==
          query_evaluation_error(cause->as_string(), a_case.find("location")->as_string()));
    return;
  }
  INFO((value ? std::string() : value.error().cause.value_or("")));
  REQUIRE(value.has_value());
  CHECK(value->text() == a_case.find(expected)->as_string());
}

}  // namespace sfn::engine::testing
