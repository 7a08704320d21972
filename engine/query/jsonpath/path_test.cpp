#include "engine/query/jsonpath/path.h"

#include <cstdlib>

#include "base/testing/json_matchers.h"
#include "engine/query/testing/case_file.h"
#include "engine/query/testing/fake_scope.h"

namespace sfn::jsonpath {
namespace {

using query::testing::FakeScope;
using query::testing::read_cases;
using sfn::testing::json;
using Dialect = Path::Dialect;

Path compiled(std::string_view text, Dialect dialect = Dialect::StepFunctions) {
  auto path = Path::compile(text, dialect);
  INFO(text << ": " << (path ? "" : path.error().message));
  REQUIRE(path.has_value());
  return *path;
}

Result<Json, PathFailure> evaluated(const Path& path, const Json& document) {
  query::Budget budget;
  return path.evaluate_on(document, budget);
}

PathFailure::Reason reason_named(std::string_view name) {
  using Reason = PathFailure::Reason;
  return name == "not found"        ? Reason::NotFound
         : name == "index past end" ? Reason::IndexPastEnd
                                    : Reason::Failed;
}

TEST_CASE("Path: each path selects what the library selects, or fails in its words",
          "[jsonpath][path]") {
  std::size_t number = 0;
  const Json cases = read_cases("engine/query/jsonpath/testdata/paths.json");
  for (const Json& one : cases.items()) {
    const std::string& text = one.find("path")->as_string();
    DYNAMIC_SECTION(number++ << ": " << text << " of " << one.find("given")->text()) {
      const auto value = evaluated(compiled(text), *one.find("given"));
      if (const Json* const message = one.find("message")) {
        REQUIRE(!value.has_value());
        CHECK(value.error().message == message->as_string());
        CHECK(value.error().reason == reason_named(one.find("reason")->as_string()));
      } else {
        INFO((value ? "" : value.error().message));
        REQUIRE(value.has_value());
        CHECK(value->text() == one.find("expected")->text());
      }
    }
  }
}

TEST_CASE("Path: each filter keeps the items that the library keeps", "[jsonpath][filter]") {
  std::size_t number = 0;
  const Json cases = read_cases("engine/query/jsonpath/testdata/filters.json");
  for (const Json& one : cases.items()) {
    const std::string text = "$[?(" + one.find("filter")->as_string() + ")]";
    DYNAMIC_SECTION(number++ << ": " << text << " of " << one.find("given")->text()) {
      const auto value = evaluated(compiled(text), *one.find("given"));
      if (const Json* const message = one.find("message")) {
        REQUIRE(!value.has_value());
        CHECK(value.error() == PathFailure{PathFailure::Reason::Failed, message->as_string()});
      } else {
        INFO((value ? "" : value.error().message));
        REQUIRE(value.has_value());
        CHECK(value->text() == one.find("expected")->text());
      }
    }
  }
}

TEST_CASE("Path: what is no path is refused in the library's words", "[jsonpath][path]") {
  std::size_t number = 0;
  const Json cases = read_cases("engine/query/jsonpath/testdata/path_syntax.json");
  for (const Json& one : cases.items()) {
    const std::string& text = one.find("path")->as_string();
    DYNAMIC_SECTION(number++ << ": " << text) {
      const auto path = Path::compile(text, Dialect::Jayway);
      REQUIRE(!path.has_value());
      CHECK(path.error().message == one.find("message")->as_string());
    }
  }
}

TEST_CASE("Path: $, $$ and $name start at the input, the context object and a variable",
          "[jsonpath][path]") {
  FakeScope given{json(R"({"a":1})")};
  given.set_variable("größe_2", json(R"({"a":[7]})"));
  const auto value = [&](const char* text) {
    return *compiled(text).evaluate(given.scope(), given.budget);
  };
  CHECK(value("$.a") == json("1"));
  CHECK(value("$$.State.Name") == json(R"("S")"));
  CHECK(value("$größe_2.a[0]") == json("7"));
  CHECK(value("$größe_2['a']") == json("[7]"));
  CHECK(value("$größe_2") == json(R"({"a":[7]})"));
  CHECK(compiled("$größe_2.a").variable() == "größe_2");
  CHECK(compiled("$größe_2.a").kind() == Path::Kind::Variable);
  CHECK(compiled("$$").kind() == Path::Kind::Context);
  CHECK(compiled("$$").is_root());
}

TEST_CASE("Path: a variable that is not set is not found", "[jsonpath][path]") {
  FakeScope given{json("{}")};
  const auto value = compiled("$nope.a").evaluate(given.scope(), given.budget);
  REQUIRE(!value.has_value());
  CHECK(value.error().reason == PathFailure::Reason::NotFound);
}

TEST_CASE("Path: a name is followed by a step or by nothing", "[jsonpath][path]") {
  CHECK(Path::compile("$größe-x").error().message ==
        "Illegal character at position 6 expected '.' or '['");
  CHECK(Path::compile("$$x").error().message ==
        "Illegal character at position 2 expected '.' or '['");
  CHECK(!Path::compile("$5").has_value());
}

TEST_CASE("Path: only the library's own dialect needs no $", "[jsonpath][path]") {
  CHECK(!Path::compile("a.b").has_value());
  CHECK(evaluated(compiled("a.b", Dialect::Jayway), json(R"({"a":{"b":1}})")) == json("1"));
  CHECK(evaluated(compiled("@.a", Dialect::Jayway), json(R"({"a":1})")) == json("1"));
}

TEST_CASE("Path: AWS keeps a backslash before a double quote in single quotes",
          "[jsonpath][path]") {
  const Json document = json(R"({"T\\\"N":1,"T\"N":2,"it's":3})");
  CHECK(evaluated(compiled(R"($['T\"N'])"), document) == json("1"));
  CHECK(evaluated(compiled(R"($['T\"N'])", Dialect::Jayway), document) == json("2"));
  CHECK(evaluated(compiled(R"($['it\'s'])"), document) == json("3"));
}

TEST_CASE(
    "Path: in state machines a path that may match many finds nothing where its start is missing",
    "[jsonpath][path]") {
  for (const char* const text : {"$.a[*]", "$.a[1:]", "$.a.b[?(@.c)]", "$[0:1]", "$.a..b"}) {
    INFO(text);
    CHECK(evaluated(compiled(text), json("{}")) == json("[]"));
    CHECK(!evaluated(compiled(text, Dialect::Jayway), json("{}")).has_value());
  }
}

TEST_CASE("Path: says which paths name one place", "[jsonpath][path]") {
  for (const char* const text : {"$", "$.a", "$['a'].b[0]", "$[-1]", "$$.a", "$x.a"}) {
    INFO(text);
    CHECK(compiled(text).is_reference_path());
    CHECK(compiled(text).is_definite());
  }
  for (const char* const text :
       {"$.*", "$..a", "$[0,1]", "$[1:]", "$['a','b']", "$[?(@.a)]", "$.length()"}) {
    INFO(text);
    CHECK(!compiled(text).is_reference_path());
  }
  const Path path = compiled("$.a[2]['b']");
  REQUIRE(path.steps().size() == 3);
  CHECK(path.steps()[0] == Step("a"));
  CHECK(path.steps()[1] == Step(2));
  CHECK(path.steps()[2] == Step("b"));
}

TEST_CASE("Path: all of a document keeps its text, what is selected does not", "[jsonpath][path]") {
  const Json document = json("{ \"a\" : [ 1.50 ] }");
  CHECK(evaluated(compiled("$"), document)->text() == "{ \"a\" : [ 1.50 ] }");
  CHECK(evaluated(compiled("$.a"), document)->text() == "[1.50]");
  CHECK(evaluated(compiled("$[?(@.a)]"), document)->text() == "[{\"a\":[1.50]}]");
}

// The variable names a file of cases that were run on the library itself: a list of objects with
// `selector`, `document`, and `result` or `message`.
TEST_CASE("Path: agrees with cases of the library that are kept elsewhere", "[jsonpath][path]") {
  const char* const file = std::getenv("SFN_JSONPATH_CASES");
  if (file == nullptr || *file == '\0') {
    WARN("skipped: SFN_JSONPATH_CASES names no file");
    SUCCEED();
    return;
  }
  const Json cases = query::testing::read_file(file);
  CHECK(!cases.items().empty());
  for (const Json& one : cases.items()) {
    INFO(one.text().substr(0, 2'000));
    const auto path = Path::compile(one.find("selector")->as_string(), Dialect::Jayway);
    const auto value = path ? evaluated(*path, *one.find("document")) : Json();
    const std::string failure = !path ? path.error().message : !value ? value.error().message : "";
    const Json* const result = one.find("result");
    CHECK(failure == (result != nullptr ? "" : one.find("message")->as_string()));
    if (result != nullptr && value) CHECK(value->text() == result->text());
  }
}

}  // namespace
}  // namespace sfn::jsonpath
