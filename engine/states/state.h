#pragma once
// State: one state of a compiled definition. Immutable and shared by all executions and threads;
// whatever changes is in the visit and came there through a record. Retry, Catch, time-outs, data
// flow and size limits wrap every state in execution/turn.cpp; no state repeats them.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/json/json.h"
#include "engine/dataflow/assign.h"
#include "engine/execution/record.h"
#include "engine/execution/signal.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class CompiledDefinition;
class DataFlow;
struct Retrier;
struct Catcher;
struct StateGraph;
class StepContext;
struct Visit;

// The state has its result. The turn assigns variables from it, shapes it (ResultSelector,
// ResultPath, OutputPath) and leaves the state.
struct Done {
  Json result;
  std::optional<std::string> next;  // set by Choice; others go where their Next says
  // Set by Choice, whose rules have their own; others have one of each. Owned by the state.
  const Assign* assign = nullptr;
  const DataFlow* data_flow = nullptr;
};
// The state waits for a signal; it has recorded what it waits for.
struct Await {};
using StepOutcome = std::variant<Done, Await, StatesError>;

// The ItemProcessor of a distributed Map: what its children run. The label names it in ARNs.
struct MapProcessor {
  std::string label;
  std::shared_ptr<const CompiledDefinition> definition;
  bool is_express = false;
};

// ASL "Transitions". `next` unset: the state is terminal.
struct StateCommon {
  std::string name;
  StateType type = StateType::Pass;
  std::optional<std::string> next;
  std::shared_ptr<const DataFlow> data_flow;
  Assign assign;
  std::vector<Retrier> retriers;
  std::vector<Catcher> catchers;

  StateCommon();
  StateCommon(StateCommon&&) noexcept;
  StateCommon& operator=(StateCommon&&) noexcept;
  ~StateCommon();
};

class State {
 public:
  explicit State(StateCommon common) : common_(std::move(common)) {}
  virtual ~State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] const StateCommon& common() const { return common_; }
  [[nodiscard]] const std::string& name() const { return common_.name; }
  [[nodiscard]] StateType type() const { return common_.type; }
  [[nodiscard]] const DataFlow& data_flow() const { return *common_.data_flow; }

  // Whether `$$.Task.Token` is there.
  [[nodiscard]] virtual bool has_task_token() const { return false; }
  // Makes an attempt: at entry, and again for each retry. `visit.input` is the raw input.
  [[nodiscard]] virtual StepOutcome enter(const Visit& visit, StepContext& ctx) const = 0;
  // A signal for an effect of this visit has arrived: a timer of purpose Wait, a CallEnded or a
  // ChildEnded.
  // The default is for states that never wait.
  [[nodiscard]] virtual StepOutcome resume(const Visit& visit, const Signal& signal,
                                           StepContext& ctx) const;
  // The blocks that run within this state: a Parallel's Branches, the one processor of an inline
  // Map. Empty for all other types.
  [[nodiscard]] virtual std::span<const StateGraph> branches() const;
  // One of the branches has ended well; others may be there to start. Only for states that have
  // branches.
  [[nodiscard]] virtual StateResult<void> branch_ended(const Visit& visit, std::int32_t branch,
                                                       StepContext& ctx) const;
  // All branches of the attempt have ended. Only for states that have branches.
  [[nodiscard]] virtual StepOutcome join(const Visit& visit, StepContext& ctx) const;
  // nullptr for all but a distributed Map.
  [[nodiscard]] virtual const MapProcessor* processor() const;
  // There are items that no child has, and room for children. Only for states with a processor.
  [[nodiscard]] virtual StateResult<void> start_children(const Visit& visit,
                                                         StepContext& ctx) const;

 private:
  StateCommon common_;
};

}  // namespace sfn::engine
