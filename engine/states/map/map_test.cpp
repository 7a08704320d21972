#include "base/testing/catch.h"
#include "engine/testing/case_file.h"
#include "engine/testing/diagnostic_cases.h"
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

}  // namespace
}  // namespace sfn::engine::testing
