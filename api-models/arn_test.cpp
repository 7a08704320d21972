#include "api-models/arn.h"

#include "base/testing/catch.h"

namespace sfn::api {
namespace {

const Owner kOwner{"123456789012", "us-east-1"};

std::string message_of(const ApiResult<Arn>& arn) { return arn ? "accepted" : arn.error().message; }

TEST_CASE("Arn: is taken apart", "[arn]") {
  const auto arn = parse_arn("arn:aws-cn:states:cn-north-1:123456789012:execution:m:run:extra");
  REQUIRE(arn.has_value());
  CHECK(arn->partition == "aws-cn");
  CHECK(arn->region == "cn-north-1");
  CHECK(arn->account == "123456789012");
  CHECK(arn->type == "execution");
  CHECK(arn->rest == std::vector<std::string>{"m", "run", "extra"});
}

TEST_CASE("Arn: what is none of this service is refused in AWS's words", "[arn]") {
  const auto* const text =
      GENERATE("", "arn", "invalid_arn", "arn:aws:states", "arn:aws:lambda:r:1:function:f",
               "ARN:aws:states:r:1:stateMachine:m", " arn:aws:states:r:1:stateMachine:m",
               "arn:aws:states:us-east-1:123456789012:stateMachine");
  const auto arn = parse_arn(text);
  REQUIRE_FALSE(arn.has_value());
  CHECK(arn.error().code == ErrorCode::InvalidArn);
  CHECK(arn.error().message == std::string("Invalid Arn: 'Invalid ARN prefix: ") + text + "'");
}

TEST_CASE("Arn: another resource than the action takes is refused by its type", "[arn]") {
  // Observed: test_start_async_describe_history_execution.
  CHECK(message_of(parse_arn_of(arn_type::kExecution,
                                "arn:aws:states:us-east-1:123456789012:express:m:run:id")) ==
        "Invalid Arn: 'Resource type not valid in this context: express'");
  CHECK(message_of(parse_arn_of(arn_type::kStateMachine,
                                "arn:aws:states:us-east-1:123456789012:execution:m:run")) ==
        "Invalid Arn: 'Resource type not valid in this context: execution'");
  CHECK(message_of(parse_arn_of(arn_type::kStateMachine, "nonsense")) ==
        "Invalid Arn: 'Invalid ARN prefix: nonsense'");
  CHECK(
      parse_arn_of(arn_type::kStateMachine, "arn:aws:states:us-east-1:123456789012:stateMachine:m")
          .has_value());
}

TEST_CASE("Arn: is made for machines in the partition of their region", "[arn]") {
  CHECK(state_machine_arn(kOwner, "m") == "arn:aws:states:us-east-1:123456789012:stateMachine:m");
  CHECK(state_machine_arn({"1", "cn-north-1"}, "m") ==
        "arn:aws-cn:states:cn-north-1:1:stateMachine:m");
  CHECK(state_machine_arn({"1", "us-gov-west-1"}, "m") ==
        "arn:aws-us-gov:states:us-gov-west-1:1:stateMachine:m");
}

TEST_CASE("Arn: is made for executions of a machine", "[arn]") {
  CHECK(execution_arn(state_machine_arn(kOwner, "m"), "run") ==
        "arn:aws:states:us-east-1:123456789012:execution:m:run");
  const auto arn =
      parse_arn_of(arn_type::kExecution, execution_arn(state_machine_arn(kOwner, "m"), "run"));
  REQUIRE(arn.has_value());
  CHECK(arn->rest == std::vector<std::string>{"m", "run"});
  CHECK(express_arn(state_machine_arn(kOwner, "m"), "run", "id") ==
        "arn:aws:states:us-east-1:123456789012:express:m:run:id");
}

TEST_CASE("Arn: is made for a map run and for its children", "[arn]") {
  const std::string labelled = labelled_arn(state_machine_arn(kOwner, "m"), "each");
  CHECK(labelled == "arn:aws:states:us-east-1:123456789012:stateMachine:m/each");
  CHECK(execution_arn(labelled, "child") ==
        "arn:aws:states:us-east-1:123456789012:execution:m/each:child");
  const std::string map_run = map_run_arn(state_machine_arn(kOwner, "m"), "each", "id");
  CHECK(map_run == "arn:aws:states:us-east-1:123456789012:mapRun:m/each:id");
  const auto arn = parse_arn_of(arn_type::kMapRun, map_run);
  REQUIRE(arn.has_value());
  CHECK(arn->rest == std::vector<std::string>{"m/each", "id"});
  CHECK(message_of(parse_arn_of(arn_type::kExecution, map_run)) ==
        "Invalid Arn: 'Resource type not valid in this context: mapRun'");
}

TEST_CASE("Name: characters that AWS forbids are refused", "[arn]") {
  // Observed: test_create_activity_invalid_name.
  std::vector<std::string> forbidden;
  for (const char c : std::string(" \t\n<>{}[]?*\"#%\\^|~`$&,;:/\x01\x1f\x7f"))
    forbidden.emplace_back(1, c);
  forbidden.emplace_back(1, '\0');
  // U+0080, U+009F, U+FFFE, U+FFFF, U+10FFFF
  forbidden.insert(forbidden.end(),
                   {"\xC2\x80", "\xC2\x9F", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"});
  for (const std::string& text : forbidden) {
    for (const std::string& name : {text, "before" + text, text + "after"}) {
      CAPTURE(name);
      const auto checked = check_name(name);
      REQUIRE_FALSE(checked.has_value());
      CHECK(checked.error().code == ErrorCode::InvalidName);
      CHECK(checked.error().message == "Invalid Name: '" + name + "'");
    }
  }
}

TEST_CASE("Name: every other character may be in a name", "[arn]") {
  for (const char* const name : {"a", "A-Z_0.9", "!'()+=@", "\xE3\x81\x82", "\xC2\xA0",
                                 "\xEF\xBF\xBD", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBD"}) {
    CAPTURE(name);
    CHECK(check_name(name).has_value());
  }
}

}  // namespace
}  // namespace sfn::api
