#include <sstream>
#include <string>
#include <vector>

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"
#include "server/app/eval.h"
#include "server/app/evaluators.h"

namespace sfn::server {
namespace {

std::string answer(Answer to_answer, const std::string& request) {
  Random random{1};
  return to_answer(testing::json(request), {from_epoch_milliseconds(0), random}).text();
}

struct Printed {
  int status = 0;
  std::string output;
  std::string errors;
};

Printed run(EvalCommand command, const std::string& input) {
  command.query = "jsonata";
  std::istringstream in{input};
  std::ostringstream out, err;
  const int status = evaluate(command, in, out, err);
  return {status, out.str(), err.str()};
}

TEST_CASE("eval jsonata: a state's expression sees $states and variables", "[server][eval]") {
  CHECK(answer(&answer_jsonata, R"({"expr":"$states.input.a + $b","input":{"a":1},)"
                                R"("bindings":{"b":2}})") == R"({"result":3})");
  CHECK(answer(&answer_jsonata, R"({"expr":"{% $states.context.Execution.Name %}",)"
                                R"("context":{"Execution":{"Name":"n"}}})") == R"({"result":"n"})");
  CHECK(
      answer(&answer_jsonata, R"({"expr":"$states.result","bindings":{"states":{"result":4}}})") ==
      R"({"result":4})");
  // There is no input document.
  CHECK(answer(&answer_jsonata, R"({"expr":"a","input":{"a":1}})") == R"({"undefined":true})");
}

TEST_CASE("eval jsonata: the library's input is $", "[server][eval]") {
  CHECK(answer(&answer_jsonata_library, R"({"expr":"a[1]","input":{"a":[1,2]}})") ==
        R"({"result":2})");
  CHECK(answer(&answer_jsonata_library, R"({"expr":"$x.y","bindings":{"x":{"y":1}}})") ==
        R"({"result":1})");
  CHECK(answer(&answer_jsonata_library, R"({"expr":"a ?: 1"})") == R"({"result":1})");
  CHECK(answer(&answer_jsonata_library, R"({"expr":"a"})") == R"({"undefined":true})");
}

TEST_CASE("eval jsonata: what is wrong is told with its place", "[server][eval]") {
  CHECK(answer(&answer_jsonata, R"({"expr":"1 + 'a'"})") ==
        R"({"code":"T2002","message":"The right side of the \"+\" operator must evaluate to a )"
        R"(number","position":3,"token":"+"})");
  CHECK(testing::json(answer(&answer_jsonata_library, R"({"expr":"(1"})"))
            .find("code")
            ->as_string() == "S0203");
  CHECK(answer(&answer_jsonata, R"x({"expr":"function(){1}"})x") ==
        R"({"code":"","message":"The expression yields a function","position":0,"token":""})");
}

TEST_CASE("eval jsonata: time and depth are bounded", "[server][eval]") {
  CHECK(testing::json(answer(&answer_jsonata_library,
                             R"x({"expr":"($f:=function($n){$f($n+1)};$f(0))","timelimit":20})x"))
            .find("code")
            ->as_string() == "U1001");
  CHECK(testing::json(answer(&answer_jsonata_library,
                             R"x({"expr":"($f:=function($n){1+$f($n+1)};$f(0))","depth":50})x"))
            .find("code")
            ->as_string() == "U1001");
  CHECK(answer(&answer_jsonata, R"x({"expr":"($f:=function($n){1+$f($n+1)};$f(0))"})x")
            .starts_with(R"({"code":"","message":"Stack overflow error)"));
}

TEST_CASE("eval jsonata: prints one result, or one line that says why there is none",
          "[server][eval]") {
  const auto on = [](const std::string& expression, bool is_library) {
    return run({.expression = expression, .input_file = "-", .is_library = is_library},
               R"({"a": [1, 2]})");
  };
  CHECK(on("$sum($states.input.a)", false).output == "3\n");
  CHECK(on("$sum(a)", true).output == "3\n");
  CHECK(on("$sum(a)", true).status == 0);
  CHECK(on("b", true).errors == "The expression returned nothing (undefined).\n");
  CHECK(on("b", true).status == 1);
  CHECK(on("1+'a'", false).errors ==
        "T2002: The right side of the \"+\" operator must evaluate to a number\n");
}

TEST_CASE("eval jsonata: half a surrogate pair in an expression is its escape", "[server][eval]") {
  const Printed printed = run({.is_library = true, .is_batch = true},
                              "{\"expr\":\"$encodeUrl('\\ud800')\"}\n"
                              "{\"expr\":\"$length('\\ud83d\\ude00')\"}\n"
                              "{\"expr\":\"$length('\\\\ud800')\"}\n");
  std::vector<std::string> lines;
  std::istringstream text{printed.output};
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  REQUIRE(lines.size() == 3);
  CHECK(testing::json(lines[0]).find("code")->as_string() == "D3140");
  CHECK(lines[1] == R"({"result":1})");
  CHECK(lines[2] == R"({"result":1})");
}

TEST_CASE("eval jsonata: a bad line of a batch gets an error", "[server][eval]") {
  const Printed printed = run({.is_batch = true}, "nonsense\n{\"expr\":\"1\"}\n");
  CHECK(printed.output.find("BadRequest") != std::string::npos);
  CHECK(printed.output.ends_with("{\"result\":1}\n"));
}

}  // namespace
}  // namespace sfn::server
