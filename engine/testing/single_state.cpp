#include "engine/testing/single_state.h"

#include <stdexcept>
#include <variant>

#include "base/overloaded.h"

namespace sfn::engine::testing {
std::string machine_of(std::string_view state) {
  return R"({"StartAt":"S","States":{"S":)" + std::string(state) + "}}";
}

std::shared_ptr<const CompiledDefinition> compile_or_throw(std::string_view definition) {
  Compilation compilation = compile_definition(definition, MachineType::Standard);
  if (!compilation.definition)
    throw std::invalid_argument(invalid_definition_message(compilation.diagnostics));
  return compilation.definition;
}

SingleState::SingleState(std::string_view definition, std::string_view input)
    : definition_(compile_or_throw(definition)) {
  visit.id = VisitId{2};
  visit.entered_event = 2;
  visit.state = &state();
  visit.input = Json::parse_trusted(std::string(input));
}

std::string describe(const StepOutcome& outcome) {
  const auto or_none = [](const std::optional<std::string>& text) {
    return text.value_or("(none)");
  };
  return std::visit(Overloaded{
                        [](const Done& done) {
                          return "done: " + done.result.text() +
                                 (done.next ? " -> " + *done.next : "");
                        },
                        [](const Await&) { return std::string("awaits"); },
                        [&](const StatesError& error) {
                          return or_none(error.name) + ": " + or_none(error.cause);
                        },
                    },
                    outcome);
}

}  // namespace sfn::engine::testing
