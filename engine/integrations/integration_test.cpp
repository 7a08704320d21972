#include "engine/integrations/integration.h"

#include "base/testing/catch.h"
#include "engine/integrations/registry.h"

namespace sfn::engine {

TEST_CASE("parse_url: takes http and https URLs apart", "[integrations]") {
  struct Row {
    std::string text, scheme, host, port, path;
  };
  const std::vector<Row> rows{
      {"http://localhost:3001", "http", "localhost", "3001", ""},
      {"http://localhost", "http", "localhost", "80", ""},
      {"https://lambda.example/", "https", "lambda.example", "443", "/"},
      {"http://127.0.0.1:9000/2015-03-31/functions/function/invocations", "http", "127.0.0.1",
       "9000", "/2015-03-31/functions/function/invocations"},
      {"http://[::1]:8080/a", "http", "::1", "8080", "/a"},
      {"http://[::1]", "http", "::1", "80", ""},
      {"http://h?x=1", "http", "h", "80", "/?x=1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto url = parse_url(row.text);
    REQUIRE(url);
    CHECK(url->scheme == row.scheme);
    CHECK(url->host == row.host);
    CHECK(url->port == row.port);
    CHECK(url->path == row.path);
  }
}

TEST_CASE("parse_url: refuses what cannot be called, or would be read differently by others",
          "[integrations]") {
  for (const char* const text :
       {"", "localhost:3001", "ftp://h", "http://", "http://:80", "http://h:", "http://h:x",
        "http://h:123456", "http://h:70000", "http://h:0", "http://user@h/", "http://h/a b",
        "http://h/\r\nX: y", "http://h\t", "HTTP://h", "http://[::1", "http://::1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_url(text));
  }
}

TEST_CASE("percent_encode: leaves unreserved characters alone", "[integrations]") {
  CHECK(percent_encode("Az09-._~") == "Az09-._~");
  CHECK(percent_encode("$LATEST") == "%24LATEST");
  CHECK(percent_encode("a:b/c d") == "a%3Ab%2Fc%20d");
  CHECK(percent_encode("é") == "%C3%A9");
}

TEST_CASE("HttpResponse: finds the first header of a name, in any case", "[integrations]") {
  const HttpResponse response{
      200, {{"X-Amz-Function-Error", "Unhandled"}, {"x-amz-function-error", "second"}}, {}};
  REQUIRE(response.header("x-AMZ-function-ERROR") != nullptr);
  CHECK(*response.header("x-AMZ-function-ERROR") == "Unhandled");
  CHECK(response.header("X-Amz-Function") == nullptr);
}

TEST_CASE("integrations: each row has both functions, for the network or for this server itself",
          "[integrations]") {
  for (const Integration& row : integrations()) {
    CAPTURE(row.resource_type, row.action);
    const bool is_own = row.own.name != nullptr;
    CHECK((row.to_request != nullptr) != is_own);
    CHECK((row.to_result != nullptr) != is_own);
    CHECK((row.own.to_request != nullptr) == is_own);
    CHECK((row.own.to_result != nullptr) == is_own);
    CHECK((row.own.execution_started_by != nullptr) == (row.own.to_end != nullptr));
  }
}

TEST_CASE("integrations: each row is found by its own target, in every pattern", "[integrations]") {
  for (const Integration& row : integrations()) {
    for (const char* const pattern : {"", ".sync", ".sync:2", ".waitForTaskToken"}) {
      const std::string action = row.action.empty() ? "any" : std::string(row.action);
      CAPTURE(row.resource_type, action, pattern);
      CHECK(find_integration({row.family, std::string(row.resource_type), action + pattern}) ==
            &row);
    }
  }
}

TEST_CASE("integrations: a function is found by any ARN, another service by none",
          "[integrations]") {
  CHECK(find_integration({TaskFamily::LambdaFunction, "",
                          "arn:aws:lambda:us-east-1:123456789012:function:f"}) != nullptr);
  CHECK(find_integration({TaskFamily::Service, "lambda", "invoke.waitForTaskToken"}) ==
        find_integration({TaskFamily::Service, "lambda", "invoke"}));
  CHECK(find_integration({TaskFamily::Service, "sqs", "sendMessage"}) == nullptr);
  CHECK(find_integration({TaskFamily::Service, "aws-sdk:s3", "getObject"}) == nullptr);
  CHECK(find_integration({TaskFamily::Activity, "",
                          "arn:aws:states:us-east-1:123456789012:activity:a"}) == nullptr);
}

TEST_CASE("integrations: the pattern says how a task goes on after its call", "[integrations]") {
  const auto target = [](const char* resource) {
    return TaskTarget{TaskFamily::Service, "states", resource};
  };
  CHECK_FALSE(runs_job(target("startExecution")));
  CHECK(runs_job(target("startExecution.sync")));
  CHECK(runs_job(target("startExecution.sync:2")));
  CHECK_FALSE(runs_job(target("startExecution.waitForTaskToken")));
  CHECK(waits_for_token(target("startExecution.waitForTaskToken")));
  CHECK_FALSE(waits_for_token(target("startExecution.sync")));
  CHECK_FALSE(runs_job({TaskFamily::LambdaFunction, "", "arn:x.sync"}));
}

TEST_CASE("integrations: what is not called yet fails the execution by name", "[integrations]") {
  const StatesError error = not_called_yet({TaskFamily::Service, "aws-sdk:s3", "getObject"});
  CHECK(error.name == "States.Runtime");
  CHECK(error.kind == ErrorKind::Fatal);
  CHECK(error.cause ==
        "This emulator does not call the integration 'arn:aws:states:::aws-sdk:s3:getObject' yet.");
}

}  // namespace sfn::engine
