#include "engine/asl/service_requests.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/testing/catch.h"
#include "engine/asl/definition.h"
#include "engine/asl/service_integrations.h"
#include "engine/testing/diagnostic_cases.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::asl {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for_each_word(text, [&](std::string_view word) { all.emplace_back(word); });
  return all;
}

// A Task that gives these members; `.$` and a path for each.
std::vector<std::string> findings(const ServiceRequest& row,
                                  const std::vector<std::string>& members) {
  std::string request;
  for (const std::string& member : members)
    request += (request.empty() ? "\"" : ",\"") + member + R"(.$":"$.x")";
  const std::string task = R"({"Type":"Task","End":true,"Resource":"arn:aws:states:::)" +
                           std::string(row.service) + ":" + std::string(row.action) +
                           R"(","Parameters":{)" + request + "}}";
  return testing::finding_texts(
      validate_definition(testing::machine_of(task), MachineType::Standard));
}

TEST_CASE("Service requests: each row is of an integration, stands once and names a member once",
          "[asl]") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ServiceRequest& row : service_requests()) {
    INFO(row.service << ":" << row.action);
    CHECK(find_service_integration(row.service, row.action) != nullptr);
    CHECK(seen.insert({row.service, row.action}).second);
    CHECK(find_service_request(row.service, row.action) == &row);
    std::vector<std::string> members = words(row.required);
    for (std::string& member : words(row.optional)) members.push_back(std::move(member));
    const std::set<std::string> once{members.begin(), members.end()};
    CHECK(once.size() == members.size());
    CHECK_FALSE(once.contains(""));
  }
  // The one whose members are not known.
  for (const ServiceIntegration& integration : service_integrations()) {
    INFO(integration.service << ":" << integration.action);
    CHECK((find_service_request(integration.service, integration.action) == nullptr) ==
          (integration.action == "invokeHarness"));
  }
  CHECK(find_service_request("dynamodb", "query") == nullptr);
}

TEST_CASE("Service requests: a definition that gives nothing misses what is demanded, no more",
          "[asl]") {
  for (const ServiceRequest& row : service_requests()) {
    INFO(row.service << ":" << row.action);
    std::vector<std::string> expected;
    for (const std::string& member : words(row.required)) {
      expected.push_back("SCHEMA_VALIDATION_FAILED: The field '" + member +
                         "' is required but was missing at /States/S/Parameters");
    }
    CHECK(findings(row, {}) == expected);
  }
}

TEST_CASE("Service requests: a definition that gives every member is fine, one more is not",
          "[asl]") {
  for (const ServiceRequest& row : service_requests()) {
    INFO(row.service << ":" << row.action);
    std::vector<std::string> members = words(row.required);
    for (std::string& member : words(row.optional)) members.push_back(std::move(member));
    CHECK(findings(row, members).empty());
    members.emplace_back("Foo");
    CHECK(
        findings(row, members) ==
        std::vector<std::string>{"SCHEMA_VALIDATION_FAILED: The field \"Foo\" is not supported by "
                                 "Step Functions at /States/S/Parameters"});
  }
}

}  // namespace
}  // namespace sfn::engine::asl
