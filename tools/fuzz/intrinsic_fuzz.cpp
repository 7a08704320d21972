// Expressions of the fuzzer's making, evaluated on an input of its making: a text is refused, fails
// or gives a value, and what it gives can be read again. The first line is the expression, the rest
// the input.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/java/utf8.h"
#include "engine/query/jsonpath/template.h"
#include "engine/query/testing/fake_scope.h"

namespace {

void evaluate(std::string_view expression, std::string_view input) {
  const sfn::Json source = sfn::Json::object(
      {{"value.$", sfn::Json::string(std::string(expression))}, {"given", sfn::Json::integer(1)}});
  std::vector<sfn::Diagnostic> findings;
  const auto payload =
      sfn::jsonpath::PayloadTemplate::compile(source, sfn::DiagnosticSink{findings});
  SFN_ASSERT(payload.has_value() == findings.empty(), "what is refused is reported");
  auto document = sfn::Json::parse(std::string(input));
  if (!payload || !document) return;
  sfn::query::testing::FakeScope given{std::move(*document)};
  given.set_variable("v", sfn::Json::integer(1));
  given.budget = sfn::query::Budget({.steps = 200'000, .depth = 200, .bytes = 1u << 20}, {});
  const auto result = payload->evaluate(given.scope(), given.budget);
  if (!result) return;
  const auto again = sfn::Json::parse(result->text());
  SFN_ASSERT(again.has_value(), "what is built can be read");
  SFN_ASSERT(again->rebuilt().text() == result->text(), "and is written as it was");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Definitions and state data are UTF-8 by the time they get here.
  const std::string text = sfn::java_utf8_text({reinterpret_cast<const char*>(data), size});
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view input = std::string_view(text).substr(end);
  evaluate(std::string_view(text).substr(0, end), input.empty() ? "{}" : input);
  return 0;
}
