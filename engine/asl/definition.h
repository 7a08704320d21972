#pragma once
// CompiledDefinition: a definition made ready to run, once, when the machine is created. Immutable
// and shared by every execution of that revision.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/asl/machine_type.h"
#include "engine/query/diagnostic.h"
#include "engine/states/state.h"

namespace sfn::engine {

// A block of states with a start: the machine itself, or a branch of a Parallel. ASL "Structure of
// a State Machine"
struct StateGraph {
  std::string start_at;
  std::vector<std::unique_ptr<const State>> states;  // in the order of the text
};

// The names of states with those of the variables that each refers to, all in alphabetical order;
// only the states that refer to some. AWS DescribeStateMachine: variableReferences.
using VariableReferences = std::map<std::string, std::vector<std::string>>;

class CompiledDefinition {
 public:
  CompiledDefinition(StateGraph graph, std::optional<std::int64_t> timeout_seconds,
                     VariableReferences variable_references = {});
  ~CompiledDefinition();

  [[nodiscard]] const std::string& start_at() const { return graph_.start_at; }
  // Any state of the machine, nested ones too: names are unique in the whole machine. nullptr if
  // there is none.
  [[nodiscard]] const State* find(std::string_view name) const;
  // The distributed Map with that label, in this definition or in the processor of another one.
  // nullptr if there is none.
  [[nodiscard]] const MapProcessor* find_processor(std::string_view label) const;
  [[nodiscard]] std::optional<std::int64_t> timeout_seconds() const { return timeout_seconds_; }
  [[nodiscard]] const StateGraph& graph() const { return graph_; }
  // Of all states of a machine; none of a processor by itself.
  [[nodiscard]] const VariableReferences& variable_references() const {
    return variable_references_;
  }

 private:
  StateGraph graph_;
  std::optional<std::int64_t> timeout_seconds_;
  VariableReferences variable_references_;
  std::unordered_map<std::string_view, const State*> by_name_;
  std::unordered_map<std::string_view, const MapProcessor*> processors_;
};

struct Compilation {
  std::shared_ptr<const CompiledDefinition> definition;  // null if a diagnostic is an error
  std::vector<Diagnostic> diagnostics;                   // all that were found, in AWS's order
};

// Checks the definition as a whole and compiles it; refuses also what is not run here yet.
[[nodiscard]] Compilation compile_definition(std::string_view text, MachineType type);

// What AWS finds in the definition, in its order. AWS ValidateStateMachineDefinition.
[[nodiscard]] std::vector<Diagnostic> validate_definition(std::string_view text, MachineType type);

// The message of AWS's InvalidDefinition for these diagnostics (errors only):
// "Invalid State Machine Definition: 'CODE: message at location, …'". Observed:
// test_create_delete_invalid_sm.
[[nodiscard]] std::string invalid_definition_message(const std::vector<Diagnostic>& diagnostics);

}  // namespace sfn::engine
