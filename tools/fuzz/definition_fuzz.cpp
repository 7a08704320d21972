// A state machine's definition, as CreateStateMachine gets it: it is refused with findings, or
// compiled, and then every state that may be entered is there.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "engine/asl/definition.h"
#include "engine/asl/place.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace {

using namespace sfn::engine;

// Findings are bounded in number, and their locations by the steps that lead there.
void check_findings(const Compilation& compilation, std::size_t size) {
  SFN_ASSERT(compilation.definition != nullptr || !compilation.diagnostics.empty(),
             "what is refused is reported");
  SFN_ASSERT(compilation.diagnostics.size() <= 2 * asl::kMostFindings,
             "not every mistake is listed");
  for (const sfn::Diagnostic& finding : compilation.diagnostics) {
    SFN_ASSERT(!finding.message.empty(), "a finding says something");
    SFN_ASSERT(!finding.location || finding.location->size() <= 10 * size + 500,
               "a location stays short");
  }
}

void check_graph(const CompiledDefinition& definition, const StateGraph& graph) {
  SFN_ASSERT(definition.find(graph.start_at) != nullptr,
             "a block starts with a state that is there");
  for (const auto& state : graph.states) {
    SFN_ASSERT(definition.find(state->name()) == state.get(), "a state is found by its name");
    if (const auto& next = state->common().next)
      SFN_ASSERT(definition.find(*next) != nullptr, "Next is there");
    for (const Catcher& catcher : state->common().catchers) {
      SFN_ASSERT(definition.find(catcher.next) != nullptr, "the Next of a catcher is there");
    }
    for (const StateGraph& branch : state->branches()) check_graph(definition, branch);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const MachineType type : {MachineType::Standard, MachineType::Express}) {
    const Compilation compilation = compile_definition(text, type);
    check_findings(compilation, size);
    if (compilation.definition)
      check_graph(*compilation.definition, compilation.definition->graph());
  }
  return 0;
}
