#include "engine/asl/task_resource.h"

#include "base/testing/catch.h"

namespace sfn::engine::asl {
namespace {

TEST_CASE("Task resource: a function is its ARN", "[asl]") {
  const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:f:live";
  const auto resource = parse_task_resource(arn);
  REQUIRE(resource);
  CHECK(resource->target() == TaskTarget{TaskFamily::LambdaFunction, "", arn});
}

TEST_CASE("Task resource: an activity is its ARN", "[asl]") {
  const std::string arn = "arn:aws:states:us-east-1:123456789012:activity:a";
  const auto resource = parse_task_resource(arn);
  REQUIRE(resource);
  CHECK(resource->target() == TaskTarget{TaskFamily::Activity, "", arn});
}

TEST_CASE("Task resource: a task of SWF is its name", "[asl]") {
  const auto resource = parse_task_resource("arn:aws:swf:us-east-1:123456789012:task:X");
  REQUIRE(resource);
  CHECK(resource->target() == TaskTarget{TaskFamily::Service, "swf", "task:X"});
}

TEST_CASE("Task resource: an integration is its service, and its action with the pattern",
          "[asl]") {
  const auto target = [](std::string_view arn) {
    return parse_task_resource(arn).value().target();
  };
  CHECK(target("arn:aws:states:::lambda:invoke") ==
        TaskTarget{TaskFamily::Service, "lambda", "invoke"});
  CHECK(target("arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken") ==
        TaskTarget{TaskFamily::Service, "sqs", "sendMessage.waitForTaskToken"});
  CHECK(target("arn:aws:states:::states:startExecution.sync:2") ==
        TaskTarget{TaskFamily::Service, "states", "startExecution.sync:2"});
  CHECK(target("arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject") ==
        TaskTarget{TaskFamily::Service, "aws-sdk:s3", "getObject"});
}

TEST_CASE("Task resource: what is no ARN and what AWS does not have are told apart", "[asl]") {
  for (const std::string_view text :
       {"", "f", "arn:aws:lambda:us-east-1:function", "urn:aws:states:::lambda:invoke"}) {
    INFO(text);
    CHECK(parse_task_resource(text).error() == "Value is not a valid resource ARN");
  }
  for (const std::string_view text :
       {"arn:aws:states:::lambda", "arn:aws:states:::lambda:", "arn:aws:states:::lambda:invoke:2",
        "arn:aws:states:::lambda:invoke.sync:2:3",
        "arn:aws:states:us-east-1:123456789012:activity:", "arn:aws:states:::aws-sdk:s3",
        "arn:aws:states:::aws-sdk::getObject", "arn:aws:lambda:r:1:function:f:v:x",
        "arn:aws:swf:us-east-1:123456789012:task:",
        "arn:aws:swf:us-east-1:123456789012:domain:x"}) {
    INFO(text);
    CHECK(parse_task_resource(text).error() ==
          "The resource provided " + std::string(text) +
              " is not recognized. The value is not a valid resource ARN, or the resource is not "
              "available in this region.");
  }
}

}  // namespace
}  // namespace sfn::engine::asl
