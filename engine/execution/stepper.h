#pragma once
// Stepper: the steps that a turn is made of: enter a state, make an attempt, conclude it, fail it,
// join branches. Each ends with records; what follows from a record is read back from the
// execution. Lives for one turn. stepper.cpp has the way of success, failure.cpp that of errors:
// Retry, Catch, and how a failure climbs; worker.cpp what the holders of task tokens say;
// time_outs.cpp what happens to tasks that take too long.
#include <optional>
#include <vector>

#include "engine/execution/context_object.h"
#include "engine/execution/recorder.h"
#include "engine/execution/signal.h"
#include "engine/execution/step_context.h"
#include "engine/execution/turn.h"
#include "engine/states/state.h"

namespace sfn::engine {

class Stepper final : private StepContext {
 public:
  Stepper(Execution& execution, Recorder& recorder, const TurnConditions& conditions);

  void enter_next(BranchRef ref);
  // False: dropped, because what it is about is not waited for (any more).
  bool handle(const Signal& signal);
  // Of a map run that is on the agenda.
  void start_children(VisitId map);
  // Whether this turn may start more of them.
  [[nodiscard]] bool may_start_children() const;
  [[nodiscard]] std::vector<ChildStart> take_children() { return std::move(children_); }

 private:
  bool on(const signal::Start& start);
  bool on(const signal::Continue&) { return true; }
  bool on(const signal::TimerFired& fired);
  bool on(const signal::CallStarted& started);
  bool on(const signal::CallSubmitted& submitted);
  bool on(const signal::CallEnded& ended);
  bool on(const signal::StopRequested& stop);

  // map_run_steps.cpp: what happens to the children of map runs.
  bool on(const signal::ChildEnded& ended);
  bool on(const signal::MapRunUpdateRequested& update);

  void on_timer(const ArmedEffect& armed);

  // time_outs.cpp: tasks that took too long.
  void time_out(const ArmedEffect& armed);
  [[nodiscard]] std::vector<ArmedEffect> due_together(const ArmedEffect& armed) const;

  // worker.cpp: what the holder of a task's token says.
  bool on(const signal::TaskReported& reported);
  bool on(const signal::HeartbeatReported& heartbeat);
  bool on(const signal::ActivityTaken& taken);
  [[nodiscard]] const ArmedEffect* find_call(EffectId id) const;
  // Ends the task with the answer that its token holder gave before the call was through.
  [[nodiscard]] bool conclude_answered(VisitId id);
  void conclude_call(VisitId id, EffectId call, CallResult result);

  void attempt(VisitId id);
  void conclude(VisitId id, StepOutcome outcome);
  void leave(VisitId id, Done done);
  void exit(VisitId id, Json output, std::optional<std::string> next, Json::Members assigned);
  [[nodiscard]] bool has_room_for(const Visit& visit, const Json::Members& assigned) const;
  void end_branch(BranchRef ref, Json output);

  // failure.cpp. failed_event is the event that tells of the failure.
  void fail(VisitId id, StatesError error, std::int64_t failed_event);
  void fail_map_run(VisitId id, StatesError error);
  [[nodiscard]] bool retry(const Visit& visit, const StatesError& error, std::int64_t failed_event);
  [[nodiscard]] bool catch_error(VisitId id, const StatesError& error);
  [[nodiscard]] std::int64_t record_evaluation_failure(VisitId id, StatesError& error);
  [[nodiscard]] std::int64_t end_parts(VisitId id, const StatesError& error,
                                       std::int64_t failed_event);
  void fail_enclosing(VisitId id, StatesError error, std::int64_t failed_event);
  void abort_state(VisitId id, std::int64_t failed_event);
  void abort_branches(VisitId enclosing, std::optional<std::int32_t> failing,
                      std::int64_t failed_event);
  void fail_execution(const StatesError& error, std::int64_t failed_event);

  [[nodiscard]] WorkflowTime now() const override { return conditions_.now; }
  [[nodiscard]] Random& random() override { return conditions_.random; }
  [[nodiscard]] query::Budget& budget() override;
  [[nodiscard]] const ExecutionHeader& header() const override { return execution_.header; }
  [[nodiscard]] query::Scope scope(const Visit& visit, const Json& input) override;
  [[nodiscard]] query::Scope scope_of_item(const Visit& map, const Json& input,
                                           std::int32_t index) override;
  [[nodiscard]] const MapRun& map_run(const Visit& map) const override;
  [[nodiscard]] bool has_room_for_child(const MapRun& run, std::size_t handed_out) const override;
  void start_child(ChildStart child) override;
  [[nodiscard]] bool is_open() const override { return execution_.is_open(); }
  [[nodiscard]] bool activity_exists(const std::string& arn) const override;
  void record(RecordBody body) override { recorder_.record(std::move(body)); }
  void record_after(std::int64_t previous_event, RecordBody body) override {
    recorder_.record_after(previous_event, std::move(body));
  }

  Execution& execution_;
  Recorder& recorder_;
  const TurnConditions& conditions_;
  std::vector<ChildStart> children_;
  std::size_t children_bytes_ = 0;
  query::Budget budget_;                 // of the evaluation that is under way
  std::optional<VisitContext> context_;  // of the visit that scope() was asked for last
};

}  // namespace sfn::engine
