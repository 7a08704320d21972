#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"
#include "engine/testing/simulation.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

// A Map with these fields (null: left out), and this ProcessorConfig if there is one.
std::string map_of(const Json& a_case) {
  Json processor = Json::parse_trusted(R"({"StartAt":"I","States":{"I":{"Type":"Succeed"}}})");
  if (const Json* const config = a_case.find("config"))
    processor = processor.with("ProcessorConfig", *config);
  Json state = Json::parse_trusted(R"({"Type":"Map","End":true})").with("ItemProcessor", processor);
  for (const auto& [name, value] : a_case.find("fields")->members())
    state = state.with(name, value);
  Json::Members given;
  for (const auto& [name, value] : state.members()) {
    if (!value.is_null()) given.emplace_back(name, value);
  }
  return machine_of(Json::object(std::move(given)).text());
}

TEST_CASE("Map: its fields are checked with AWS's words", "[states][map]") {
  const Json cases = read_cases("engine/states/map/testdata/map.json");
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      const std::string text = map_of(a_case);
      INFO(text);
      CHECK(finding_texts(compile_definition(text, machine_type(a_case)).diagnostics) ==
            texts_of(*a_case.find("expected")));
    }
  }
}

// AWS "Label": what it may not hold.
TEST_CASE("Map: a label without white space, wildcards, brackets, special characters, controls",
          "[states][map]") {
  const auto findings = [](const std::string& label) {
    const Json fields = Json::object({{"Label", Json::string(label)}});
    const Json a_case = Json::object({{"fields", fields}});
    return finding_texts(compile_definition(map_of(a_case), MachineType::Standard).diagnostics);
  };
  CHECK(findings("Aa0_-.+=@!é").empty());
  CHECK(findings(std::string(40, 'l')).empty());
  for (const char bad : std::string("\t ?*<>{}[]:;,\\|^~$#%&`\"\x01\x1F\x7F")) {
    INFO("character " << static_cast<int>(bad));
    const std::vector<std::string> found = findings(std::string("l") + bad);
    REQUIRE(found.size() == 1);
    CHECK(found.front().starts_with("INVALID_LABEL_NAME: "));
  }
  CHECK(findings("l\xC2\x85").size() == 1);  // U+0085
}

// AWS "Quotas": an inline Map runs up to 40 iterations at a time.
TEST_CASE("Map: an inline Map starts 40 iterations at most", "[states][map]") {
  Simulation simulation{machine_of(
      R"({"Type":"Map","End":true,"MaxConcurrency":0,"ItemProcessor":{"StartAt":"T","States":{
          "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}}})")};
  simulation.script("T", {answers("1", std::chrono::seconds{1})});
  std::string items = "[0";
  for (int item = 1; item < 42; ++item) items += "," + std::to_string(item);
  simulation.start(items + "]");
  CHECK(simulation.calls().size() == 40);
  simulation.run_until_idle();
  CHECK(simulation.calls().size() == 42);
  CHECK(simulation.elapsed() == std::chrono::seconds{2});
}

}  // namespace
}  // namespace sfn::engine::testing
