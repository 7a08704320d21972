#include "engine/asl/service_integrations.h"

#include <set>
#include <utility>

#include "base/testing/catch.h"

namespace sfn::engine::asl {
namespace {

TEST_CASE(
    "Service integrations: each row is found by its name, stands once and offers request-response",
    "[asl]") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ServiceIntegration& row : service_integrations()) {
    INFO(row.service << ":" << row.action);
    CHECK(seen.insert({row.service, row.action}).second);
    CHECK(find_service_integration(row.service, row.action) == &row);
    CHECK(row.offers(Pattern::RequestResponse));
  }
  CHECK(seen.size() == 64);
  CHECK(find_service_integration("dynamodb", "query") == nullptr);
}

TEST_CASE("Service integrations: .sync:2 exists for executions only", "[asl]") {
  for (const ServiceIntegration& row : service_integrations()) {
    INFO(row.service << ":" << row.action);
    CHECK(row.offers(Pattern::Sync2) == (row.service == "states"));
  }
}

TEST_CASE("Service integrations: services without jobs have no .sync", "[asl]") {
  for (const std::string_view service :
       {"lambda", "sns", "sqs", "dynamodb", "events", "apigateway", "bedrock-agentcore"}) {
    for (const ServiceIntegration& row : service_integrations()) {
      if (row.service != service) continue;
      INFO(row.service << ":" << row.action);
      CHECK_FALSE(row.offers(Pattern::Sync));
    }
  }
}

TEST_CASE("Service integrations: services that take no token have no .waitForTaskToken", "[asl]") {
  for (const std::string_view service :
       {"athena", "batch", "codebuild", "elasticmapreduce", "emr-containers", "emr-serverless",
        "glue", "databrew", "mediaconvert", "sagemaker", "dynamodb", "bedrock-agentcore"}) {
    for (const ServiceIntegration& row : service_integrations()) {
      if (row.service != service) continue;
      INFO(row.service << ":" << row.action);
      CHECK_FALSE(row.offers(Pattern::WaitForTaskToken));
    }
  }
}

}  // namespace
}  // namespace sfn::engine::asl
