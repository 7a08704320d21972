#include "engine/integrations/lambda_target.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

std::string address(const std::string& function, const LambdaSettings& settings) {
  const auto request =
      lambda_address(parse_lambda_target(function, "us-east-1", std::nullopt), settings);
  REQUIRE(request);
  return request->scheme + "://" + request->host + ":" + request->port + request->target;
}

}  // namespace

TEST_CASE("Lambda target: every form of a function's name is understood",
          "[integrations][lambda]") {
  const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
  struct Row {
    std::string text, name, arn;
  };
  for (const Row& row : std::vector<Row>{
           {"f", "f", arn + ":$LATEST"},
           {"f:live", "f", arn + ":live"},
           {"123456789012:function:f", "f", arn + ":$LATEST"},
           {"999999999999:function:f:2", "f", "arn:aws:lambda:us-east-1:999999999999:function:f:2"},
           {arn, "f", arn + ":$LATEST"},
           {"arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f:2", "f",
            "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f:2"},
           {"", "", "arn:aws:lambda:us-east-1:123456789012:function::$LATEST"}}) {
    CAPTURE(row.text);
    const LambdaTarget target = parse_lambda_target(row.text, "us-east-1", std::nullopt);
    CHECK(target.name == row.name);
    CHECK(target.arn == row.arn);
  }
}

TEST_CASE("Lambda target: the most specific endpoint serves a function", "[integrations][lambda]") {
  LambdaSettings settings;
  settings.endpoint = "http://all";
  settings.send_qualifier = false;
  const std::string path = "/2015-03-31/functions/f/invocations";
  CHECK(address("f:1", settings) == "http://all:80" + path);
  settings.function_endpoints["*"] = "http://others";
  CHECK(address("f:1", settings) == "http://others:80" + path);
  settings.function_endpoints["f"] = "http://name";
  CHECK(address("f:1", settings) == "http://name:80" + path);
  settings.function_endpoints["arn:aws:lambda:us-east-1:123456789012:function:f"] = "http://arn";
  CHECK(address("f:1", settings) == "http://arn:80" + path);
  settings.function_endpoints["f:1"] = "http://qualified";
  CHECK(address("f:1", settings) == "http://qualified:80" + path);
  settings.function_endpoints["arn:aws:lambda:us-east-1:123456789012:function:f:1"] =
      "http://whole";
  CHECK(address("f:1", settings) == "http://whole:80" + path);
  CHECK(address("f:2", settings) == "http://arn:80" + path);
  CHECK(address("g", settings) == "http://others:80/2015-03-31/functions/g/invocations");
}

TEST_CASE("Lambda target: without a qualifier the endpoint of $LATEST serves",
          "[integrations][lambda]") {
  LambdaSettings settings;
  settings.function_endpoints["f:$LATEST"] = "http://latest";
  CHECK(address("f", settings) == "http://latest:80/2015-03-31/functions/f/invocations");
}

TEST_CASE("Lambda target: a base URL may have a path, a whole invocation URL is used as it is",
          "[integrations][lambda]") {
  LambdaSettings settings;
  settings.endpoint = "http://h:1/prefix/";
  CHECK(address("f:1", settings) ==
        "http://h:1/prefix/2015-03-31/functions/f/invocations?Qualifier=1");
  settings.endpoint = "http://h:1";
  CHECK(address("f", settings) == "http://h:1/2015-03-31/functions/f/invocations");
  settings.function_endpoints["f"] =
      "http://localhost:9001/2015-03-31/functions/function/invocations";
  CHECK(address("f:1", settings) ==
        "http://localhost:9001/2015-03-31/functions/function/invocations");
}

TEST_CASE("Lambda target: without an endpoint the cause names the options",
          "[integrations][lambda]") {
  const auto request = lambda_address(parse_lambda_target("f", "us-east-1", std::nullopt), {});
  REQUIRE_FALSE(request);
  CHECK(request.error().name == "Lambda.SdkClientException");
  for (const char* const word :
       {"'f'", "--lambda-endpoint", "LAMBDA_ENDPOINT", "--function-endpoint"}) {
    CAPTURE(word);
    CHECK(request.error().cause.value().find(word) != std::string::npos);
  }
}

TEST_CASE("Lambda target: an endpoint that is no URL is named in the cause",
          "[integrations][lambda]") {
  LambdaSettings settings;
  settings.function_endpoints["f"] = "localhost:9001";
  const auto request =
      lambda_address(parse_lambda_target("f", "us-east-1", std::nullopt), settings);
  REQUIRE_FALSE(request);
  CHECK(request.error().cause.value().find("'localhost:9001'") != std::string::npos);
}

}  // namespace sfn::engine
