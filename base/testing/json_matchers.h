#pragma once
// JSON in tests: literals, and values that a failing check shows as their text. Include it wherever
// a test compares Json.
#include <string>

#include "base/json/json.h"
#include "base/testing/catch.h"

namespace sfn::testing {

// A literal of the test. A typing error in it fails the test by BugError.
inline Json json(std::string text) { return Json::parse_trusted(std::move(text)); }

}  // namespace sfn::testing

namespace Catch {

template <>
struct StringMaker<sfn::Json> {
  static std::string convert(const sfn::Json& value) { return value.text(); }
};

}  // namespace Catch
