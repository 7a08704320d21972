// A payload template with paths and intrinsic functions: what compiles is evaluated on itself,
// within a budget.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "base/random.h"
#include "engine/query/jsonpath/template.h"

namespace {

constexpr sfn::query::Budget::Limits kLimits{.steps = 100'000, .depth = 200, .bytes = 1u << 20};

class NoContext final : public sfn::query::ContextSource {
 public:
  [[nodiscard]] sfn::Json context_object() const override { return sfn::Json::object({}); }
  [[nodiscard]] const sfn::Json* variable(std::string_view) const override { return nullptr; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = sfn::Json::parse(std::string(reinterpret_cast<const char*>(data), size));
  if (!source) return 0;
  std::vector<sfn::Diagnostic> findings;
  const auto compiled = sfn::jsonpath::PayloadTemplate::compile(
      *source, sfn::DiagnosticSink{findings, "/Parameters"});
  if (!compiled) return 0;
  const NoContext context;
  sfn::Random random{1};
  const sfn::query::Scope scope{*source, context, sfn::WorkflowTime{}, random};
  sfn::query::Budget budget{kLimits, {}};
  static_cast<void>(compiled->evaluate(scope, budget));
  return 0;
}
