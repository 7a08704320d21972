#include "engine/dataflow/jsonata_data_flow.h"

#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/testing/case_file.h"
#include "engine/testing/evaluation_cases.h"
#include "engine/testing/state_place.h"

namespace sfn::engine {
namespace {

using query::testing::FakeScope;
using sfn::testing::json;

asl::Outcome outcome_of(const Json& one) {
  const Json* const outcome = one.find("outcome");
  if (outcome == nullptr || outcome->as_string() == "none") return asl::Outcome::None;
  return outcome->as_string() == "result" ? asl::Outcome::Result : asl::Outcome::Error;
}

StateResult<Json> run(const Json& one) {
  std::vector<Diagnostic> findings;
  asl::Place place = testing::state_place(findings, asl::Language::Jsonata);
  place.outcome = outcome_of(one);
  const auto flow = JsonataDataFlow::compile(*one.find("state"), place);
  FakeScope given{json(one.find("input")->as_string())};
  given.set_variable("v", json(R"({"a":7})"));
  CHECK(flow.select_input(given.scope(), given.budget)->text() == one.find("input")->as_string());
  const Json* const result = one.find("result");
  if (result == nullptr) return flow.work_input(given.scope(), given.budget);
  return flow.shape_output(given.scope(), json(result->as_string()), given.budget);
}

TEST_CASE("JsonataDataFlow: without a field values pass byte for byte, the rest is compact",
          "[dataflow][jsonata]") {
  const Json cases = testing::read_cases("engine/dataflow/testdata/jsonata_data_flow.json");
  std::size_t number = 0;
  for (const Json& one : cases.items()) {
    DYNAMIC_SECTION(number++ << ": " << one.text()) {
      const auto value = run(one);
      testing::check_evaluation(one, value, one.find("result") != nullptr ? "output" : "work");
    }
  }
}

}  // namespace
}  // namespace sfn::engine
