#include "server/app/eval.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"
#include "persistence/testing/temporary_directory.h"
#include "server/app/evaluators.h"

namespace sfn::server {
namespace {

struct Printed {
  int status = 0;
  std::string output;
  std::string errors;
  friend bool operator==(const Printed&, const Printed&) = default;
};
std::ostream& operator<<(std::ostream& to, const Printed& printed) {
  return to << printed.status << " '" << printed.output << "' '" << printed.errors << "'";
}

Printed run(EvalCommand command, const std::string& input = {}) {
  command.query = "jsonpath";
  std::istringstream in{input};
  std::ostringstream out, err;
  const int status = evaluate(command, in, out, err);
  return {status, out.str(), err.str()};
}

Printed run_on(const std::string& expression, const std::string& input) {
  return run({.expression = expression, .input_file = "-"}, input);
}

std::vector<std::string> answers(const std::string& requests) {
  const Printed printed = run({.is_batch = true}, requests);
  CHECK(printed.status == 0);
  CHECK(printed.errors.empty());
  std::vector<std::string> lines;
  std::istringstream text{printed.output};
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("eval: prints what a path selects as one line", "[server][eval]") {
  CHECK(run_on("$.a", "{\"a\": [1,\n 2.50]}") == Printed{0, "[1,2.50]\n", ""});
  CHECK(run_on("$", "{ \"a\":\n1 }") == Printed{0, "{\"a\":1}\n", ""});
  CHECK(run({.expression = "$"}) == Printed{0, "{}\n", ""});
}

TEST_CASE("eval: knows function calls and templates by how they begin", "[server][eval]") {
  CHECK(run_on("States.MathAdd($.n, 1)", R"({"n":2})") == Printed{0, "3\n", ""});
  CHECK(run_on(R"( {"b.$":"$.n","a":1})", R"({"n":2})") == Printed{0, "{\"a\":1,\"b\":2}\n", ""});
  CHECK(run_on(R"([{"b.$":"$.n"}])", R"({"n":2})") == Printed{0, "[{\"b\":2}]\n", ""});
}

TEST_CASE("eval: a failure is AWS's error and cause, and status 1", "[server][eval]") {
  CHECK(run({.expression = "$.a"}) ==
        Printed{1, "", "States.Runtime: Invalid path '$.a' : No results for path: $['a']\n"});
  CHECK(run({.expression = "$[?]"}).errors.starts_with("States.Runtime: Invalid path '$[?]' : "));
  CHECK(run({.expression = "States.ArrayGetItem($.a, 0)"}).errors ==
        "States.Runtime: The function 'States.ArrayGetItem($.a, 0)' had the following error: The "
        "JsonPath argument for the field '$.a' could not be found in the input '{}'\n");
  CHECK(run({.expression = R"({"a.$":"$.b"})"}).errors ==
        "States.Runtime: The JSONPath '$.b' specified for the field 'a.$' could not be found in "
        "the input '{}'\n");
}

TEST_CASE("eval: what no definition may hold is refused as a definition is", "[server][eval]") {
  for (const char* const text : {R"({"a.$":"b"})", R"({"a.$":1})", "{", "[1", "States.Nothing()",
                                 "States.UUID(", R"({"a.$":"$.x","a":1})"}) {
    CAPTURE(text);
    const Printed printed = run({.expression = text});
    CHECK(printed.status == 1);
    CHECK(printed.errors.starts_with("SCHEMA_VALIDATION_FAILED: "));
  }
}

TEST_CASE("eval: the context object is a file's", "[server][eval]") {
  const persistence::testing::TemporaryDirectory directory;
  const std::string file = (directory.path() / "context.json").string();
  std::ofstream{file} << R"({"State":{"Name":"S"}})";
  CHECK(run({.expression = "$$.State.Name", .context_file = file}) == Printed{0, "\"S\"\n", ""});
  CHECK(run({.expression = "$$.State.Name"}).status == 1);
  CHECK(run({.expression = R"({"n.$":"$$.State.Name"})", .context_file = file}).output ==
        "{\"n\":\"S\"}\n");
}

TEST_CASE("eval: a file that cannot be read or is no JSON is status 2", "[server][eval]") {
  CHECK(run({.expression = "$", .input_file = "/nowhere/at/all"}) ==
        Printed{2, "", "sfn-emulator: '/nowhere/at/all' cannot be read\n"});
  const Printed printed = run_on("$", "{");
  CHECK(printed.status == 2);
  CHECK(printed.errors.starts_with("sfn-emulator: '-' is no JSON: Unexpected end-of-input"));
}

TEST_CASE("eval: a batch is answered line by line, in order", "[server][eval]") {
  const auto lines = answers(
      "{\"expr\":\"$.a\",\"input\":{\"a\":1}}\n"
      "{\"expr\":\"$$.c\",\"context\":{\"c\": \"x\\ny\"}}\n"
      "{\"expr\":\"$.a\"}\n"
      "{\"expr\":\"$\"}");  // the last line need not end
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == R"({"result":1})");
  CHECK(lines[1] == R"({"result":"x\ny"})");
  CHECK(lines[2] ==
        R"({"error":"States.Runtime","cause":"Invalid path '$.a' : No results for path: $['a']"})");
  CHECK(lines[3] == R"({"result":{}})");
  CHECK(answers("").empty());
}

TEST_CASE("eval: a line that is no request gets an error and stops nothing", "[server][eval]") {
  const auto lines = answers("\nnonsense\n[]\n{}\n{\"expr\":1}\n\xff\n{\"expr\":\"$\"}\n");
  REQUIRE(lines.size() == 7);
  for (std::size_t index = 0; index < 6; ++index) {
    CAPTURE(lines[index]);
    CHECK(lines[index].starts_with(R"({"error":"BadRequest","cause":")"));
  }
  CHECK(lines[6] == R"({"result":{}})");
}

TEST_CASE("eval: a path by itself is read and evaluated as the library does", "[server][eval]") {
  CHECK(run_on("a", R"({"a":1})").output == "1\n");
  CHECK(run_on("$.a[1:]", "{}").status == 1);
  // Observed: test_json_path_array_wildcard_or_slice_with_no_input. To a state it selects nothing.
  CHECK(run_on(R"({"a.$":"$.a[1:]"})", "{}").output == "{\"a\":[]}\n");
}

TEST_CASE("eval: each row of the table has a name of its own and answers", "[server][eval]") {
  Random random{1};
  for (const Evaluator& evaluator : evaluators()) {
    CAPTURE(evaluator.name);
    CHECK(find_evaluator(evaluator.name) == &evaluator);
    const std::string expression = evaluator.name == "jsonata" ? "$states.input" : "$";
    const Json answer =
        evaluator.answer(Json::parse_trusted(R"({"expr":")" + expression + R"(","input":{"a":1}})"),
                         {from_epoch_milliseconds(0), random});
    REQUIRE(answer.find("result") != nullptr);
    CHECK(answer.find("result")->text() == R"({"a":1})");
  }
  CHECK(find_evaluator("none") == nullptr);
}

}  // namespace sfn::server
