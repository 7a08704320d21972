#include "engine/query/jsonpath/reference_path.h"

#include "base/testing/json_matchers.h"

namespace sfn::jsonpath {
namespace {

using sfn::testing::json;

std::string set(std::string_view path, std::string_view root, std::string_view value = "9") {
  const auto result =
      ReferencePath::compile(path)->set(json(std::string(root)), json(std::string(value)));
  if (result) return result->text();
  CHECK(result.error().name == error_names::kReferencePathConflict);
  CHECK(result.error().kind == ErrorKind::Fatal);
  CHECK(result.error().prefix == CausePrefix::None);
  return *result.error().cause;
}

TEST_CASE("ReferencePath: replaces in place and adds at the end", "[jsonpath][reference path]") {
  CHECK(set("$", R"({"a":1})") == "9");
  CHECK(set("$.a", R"({"a":1,"b":2})") == R"({"a":9,"b":2})");
  CHECK(set("$.c", R"({"a":1})") == R"({"a":1,"c":9})");
  CHECK(set("$['x y']", "{}", R"({"k":null})") == R"({"x y":{"k":null}})");
}

TEST_CASE("ReferencePath: creates the objects on the way", "[jsonpath][reference path]") {
  CHECK(set("$.a.b.c", R"({"z":0})") == R"({"z":0,"a":{"b":{"c":9}}})");
}

TEST_CASE("ReferencePath: writes to elements of arrays that are there",
          "[jsonpath][reference path]") {
  CHECK(set("$.a[1]", R"({"a":[1,2,3]})") == R"({"a":[1,9,3]})");
  CHECK(set("$[-1].x", R"([{"x":1},{"x":2}])") == R"([{"x":1},{"x":9}])");
  CHECK(set("$.a[3]", R"({"a":[1]})") == R"(Unable to apply step "3" to input [1])");
}

TEST_CASE("ReferencePath: a step that does not fit is a conflict at that step",
          "[jsonpath][reference path]") {
  CHECK(set("$.a", "[1]") == R"(Unable to apply step "a" to input [1])");
  CHECK(set("$.a.b", R"({"a": 1})") == R"(Unable to apply step "b" to input 1)");
  CHECK(set("$.a[0]", R"({"a":{"x":1}})") == R"(Unable to apply step "0" to input {"x":1})");
  CHECK(set("$.a.b", R"({"a":null})") == R"(Unable to apply step "b" to input null)");
}

TEST_CASE(
    "ReferencePath: what is read and leads nowhere is a conflict at the step that does not fit",
    "[jsonpath][reference path]") {
  const auto conflict = [](std::string_view path, std::string_view root) {
    return *unresolved_reference(*Path::compile(path), json(std::string(root))).cause;
  };
  CHECK(conflict("$.items", R"({ "a": 1})") == R"(Unable to apply step "items" to input {"a":1})");
  CHECK(conflict("$.a.b.c", R"({"a":{}})") == R"(Unable to apply step "b" to input {})");
  CHECK(conflict("$.a[2]", R"({"a":[1]})") == R"(Unable to apply step "2" to input [1])");
  CHECK(conflict("$.a.b", R"({"a":null})") == R"(Unable to apply step "b" to input null)");
}

TEST_CASE("ReferencePath: the root that is not touched stays as it was",
          "[jsonpath][reference path]") {
  const Json root = json(R"({"a":{"b":1}})");
  CHECK(ReferencePath::compile("$.a.b")->set(root, json("2")) == json(R"({"a":{"b":2}})"));
  CHECK(root.text() == R"({"a":{"b":1}})");
}

TEST_CASE("ReferencePath: refuses what is no path to one place of the input",
          "[jsonpath][reference path]") {
  const auto refusal = [](std::string_view text) {
    return ReferencePath::compile(text).error().message;
  };
  CHECK(refusal("a") == "Reference path didn't start with '$'");
  CHECK(refusal("$$.a") == "Reference path must not start with '$$'");
  CHECK(refusal("$x.a") == "Reference path must not start with '$x'");
  CHECK(refusal("$.a[*]") == "Reference path must identify a single node");
  CHECK(refusal("$.") == "Path must not end with a '.' or '..'");
}

}  // namespace
}  // namespace sfn::jsonpath
