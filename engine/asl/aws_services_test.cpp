#include "engine/asl/aws_services.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "base/testing/catch.h"

namespace sfn::engine::asl {
namespace {

TEST_CASE("AWS services: each is found by its segment, which is its prefix in lower case",
          "[asl]") {
  for (const AwsService& row : aws_services()) {
    INFO(row.segment);
    CHECK(find_aws_service(row.segment) == &row);
    std::string lower(row.error_prefix);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(lower == row.segment);
  }
  CHECK(aws_services().size() == 423);
}

TEST_CASE("AWS services: the names are those of the SDK for Java", "[asl]") {
  REQUIRE(find_aws_service("dynamodb") != nullptr);
  CHECK(find_aws_service("dynamodb")->error_prefix == "DynamoDb");
  REQUIRE(find_aws_service("sfn") != nullptr);
  CHECK(find_aws_service("sfn")->error_prefix == "Sfn");
  for (const std::string_view name :
       {"", "S3", "states", "stepfunctions", "events", "mobile", "macie", "cognito-idp", "zzz"}) {
    INFO(name);
    CHECK(find_aws_service(name) == nullptr);
  }
}

TEST_CASE("AWS services: actions are in lower camel case, and some are not offered", "[asl]") {
  for (const std::string_view action : {"getObject", "describeDBInstances", "a1"}) {
    INFO(action);
    CHECK(may_be_action("s3", action));
  }
  for (const std::string_view action :
       {"", "GetObject", "get-object", "get_object", "1a", "selectObjectContent"}) {
    INFO(action);
    CHECK_FALSE(may_be_action("s3", action));
  }
}

}  // namespace
}  // namespace sfn::engine::asl
