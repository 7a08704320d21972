// A payload template with paths and intrinsic functions: what compiles is evaluated on itself,
// within a budget.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "engine/query/jsonpath/template.h"
#include "engine/query/testing/fake_scope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = sfn::Json::parse(std::string(reinterpret_cast<const char*>(data), size));
  if (!source) return 0;
  std::vector<sfn::Diagnostic> findings;
  const auto compiled = sfn::jsonpath::PayloadTemplate::compile(
      *source, sfn::DiagnosticSink{findings, "/Parameters"});
  if (!compiled) return 0;
  sfn::query::testing::FakeScope given{*source};
  given.budget = sfn::query::Budget({.steps = 100'000, .depth = 200, .bytes = 1u << 20}, {});
  static_cast<void>(compiled->evaluate(given.scope(), given.budget));
  return 0;
}
