#include "engine/dataflow/assign.h"

#include <string>
#include <vector>

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

Assign compiled(const std::string& source) {
  std::vector<Diagnostic> findings;
  Assign assign = Assign::compile(Json::object({{"Assign", json(source)}}), asl::Place{findings});
  REQUIRE(findings.empty());
  return assign;
}

// "name=value" of each, in the order of the evaluation.
std::vector<std::string> assigned(const std::string& source, const std::string& input = "{}") {
  FakeScope given{json(input)};
  given.set_variable("x", json("1"));
  given.set_variable("y", json(R"({"a":[2]})"));
  const auto values = compiled(source).evaluate(given.scope(), json(input), given.budget);
  if (!values) return {values.error().name.value_or("") + ": " + values.error().cause.value_or("")};
  std::vector<std::string> texts;
  for (const auto& [name, value] : *values) texts.push_back(name + "=" + value.text());
  return texts;
}

using Texts = std::vector<std::string>;

TEST_CASE("Assign: without the field nothing is assigned, nor by an empty one", "[dataflow]") {
  FakeScope given{json("{}")};
  CHECK(Assign{}.evaluate(given.scope(), json("{}"), given.budget)->empty());
  CHECK(assigned("{}").empty());
}

// Observed: test_base_cases[BASE_VAR], test_base_cases[BASE_PATHS].
TEST_CASE("Assign: constants of every type, paths, the context object, calls and variables",
          "[dataflow]") {
  CHECK(assigned(R"({"a":null,"b":[1.0,{}],"c":"$.in","d":{"e.$":"$.in","f":"g"}})",
                 R"({"in":0.10})") ==
        Texts{"a=null", "b=[1.0,{}]", R"(c="$.in")", R"(d={"f":"g","e":0.10})"});
  CHECK(assigned(R"({"a.$":"$$.State.Name"})") == Texts{R"(a="S")"});
  CHECK(assigned(R"_({"a.$":"States.MathAdd($x, 1)"})_") == Texts{"a=2"});
  CHECK(assigned(R"({"a.$":"$y.a[0]"})") == Texts{"a=2"});
}

TEST_CASE("Assign: all values are taken before any variable changes", "[dataflow]") {
  CHECK(assigned(R"({"x.$":"$y","y.$":"$x"})") == Texts{R"(x={"a":[2]})", "y=1"});
}

// Observed: every recorded template.
TEST_CASE("Assign: given values first, then the others in the order of a Java HashMap",
          "[dataflow]") {
  CHECK(assigned(R"({"Question.$":"$.q","Answer.$":"$.a","z":1})", R"({"q":1,"a":2})") ==
        Texts{"z=1", "Answer=2", "Question=1"});
}

TEST_CASE("Assign: a variable holds a value, whatever text it was written with", "[dataflow]") {
  CHECK(assigned(R"({"all.$":"$"})", "{ \"a\" :\n1.0 }") == Texts{R"(all={"a":1.0})"});
}

TEST_CASE("Assign: a value that cannot be had fails the state", "[dataflow]") {
  CHECK(assigned(R"({"a.$":"$.b"})") ==
        Texts{"States.Runtime: The JSONPath '$.b' specified for the field 'a.$' could not be found "
              "in the input '{}'"});
}

TEST_CASE("Assign: what is no path is found when it is compiled", "[dataflow]") {
  std::vector<Diagnostic> findings;
  asl::Place place{findings};
  place.where = DiagnosticSink{findings, "/States/S"};
  const Assign assign = Assign::compile(json(R"({"Assign":{"a.$":"b"}})"), place);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].location == "/States/S/Assign");
}

// In a JSONata state, after its work came to the value [ 1 ] in the manner of the outcome.
std::vector<std::string> assigned_by_jsonata(const std::string& source,
                                             asl::Outcome outcome = asl::Outcome::None) {
  std::vector<Diagnostic> findings;
  asl::Place place = testing::state_place(findings, asl::Language::Jsonata);
  place.outcome = outcome;
  const Assign assign = Assign::compile(Json::object({{"Assign", json(source)}}), place);
  FakeScope given{json(R"({ "in" : 0.10 })")};
  given.set_variable("x", json("1"));
  given.set_variable("y", json(R"({"a":[2]})"));
  const auto values = assign.evaluate(given.scope(), json("[ 1 ]"), given.budget);
  if (!values) return {values.error().name.value_or("") + ": " + values.error().cause.value_or("")};
  std::vector<std::string> texts;
  for (const auto& [name, value] : *values) texts.push_back(name + "=" + value.text());
  return texts;
}

// Observed: test_base_cases[BASE_VAR]; JSONata keeps the order of the text.
TEST_CASE("Assign: in JSONata constants of every type and expressions, in the order of the text",
          "[dataflow][jsonata]") {
  CHECK(assigned_by_jsonata(R"({"z":null,"b":[1.0,"{% $x %}"],"a":"$.in","d":{"e.$":"$.in"}})") ==
        Texts{"z=null", "b=[1.0,1]", R"(a="$.in")", R"(d={"e.$":"$.in"})"});
  CHECK(assigned_by_jsonata(R"({"a":"{% $states.input.in %}","b":"{% $states.input %}"})") ==
        Texts{"a=0.1", R"(b={"in":0.1})"});
  CHECK(assigned_by_jsonata("{}").empty());
}

TEST_CASE("Assign: in JSONata all values are taken before any variable changes",
          "[dataflow][jsonata]") {
  CHECK(assigned_by_jsonata(R"({"x":"{% $y %}","y":"{% $x %}"})") ==
        Texts{R"(x={"a":[2]})", "y=1"});
}

// AWS "Passing data between states with variables": what is not there is nothing.
TEST_CASE("Assign: in JSONata the outcome of the work is a member of $states, each in its place",
          "[dataflow][jsonata]") {
  const std::string source = R"({"r":"{% [$states.result] %}","e":"{% [$states.errorOutput] %}"})";
  CHECK(assigned_by_jsonata(source, asl::Outcome::None) == Texts{"r=[]", "e=[]"});
  CHECK(assigned_by_jsonata(source, asl::Outcome::Result) == Texts{"r=[1]", "e=[]"});
  CHECK(assigned_by_jsonata(source, asl::Outcome::Error) == Texts{"r=[]", "e=[1]"});
}

// Observed: test_undefined_reference.
TEST_CASE("Assign: in JSONata a value that is nothing fails the state", "[dataflow][jsonata]") {
  CHECK(assigned_by_jsonata(R"({"a":1,"result":{"b":["{% $no %}"]}})") ==
        Texts{"States.QueryEvaluationError: The JSONata expression '$no' specified for the field "
              "'Assign/result/b[0]' returned nothing (undefined)."});
}

}  // namespace
}  // namespace sfn::engine
