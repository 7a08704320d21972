#pragma once
// SingleState: the first state of a small definition, entered or resumed by itself.
#include <memory>
#include <string>
#include <string_view>

#include "engine/asl/definition.h"
#include "engine/testing/fake_step_context.h"

namespace sfn::engine::testing {

// {"StartAt":"S","States":{"S":<state>}}
[[nodiscard]] std::string machine_of(std::string_view state);

// Throws std::invalid_argument with the diagnostics if the definition is refused.
[[nodiscard]] std::shared_ptr<const CompiledDefinition> compile_or_throw(
    std::string_view definition);

class SingleState {
 public:
  SingleState(std::string_view definition, std::string_view input);

  [[nodiscard]] StepOutcome enter() { return state().enter(visit, ctx); }
  [[nodiscard]] StepOutcome resume(const Signal& signal) {
    return state().resume(visit, signal, ctx);
  }
  [[nodiscard]] const State& state() const { return *definition_->find(definition_->start_at()); }

  FakeStepContext ctx;
  Visit visit;

 private:
  std::shared_ptr<const CompiledDefinition> definition_;
};

// "done: <result>", with " -> <state>" where a Choice went; "awaits"; or "<error name>: <cause>",
// "(none)" for what is absent.
[[nodiscard]] std::string describe(const StepOutcome& outcome);

}  // namespace sfn::engine::testing
