#include "engine/execution/apply.h"

#include "base/assert.h"
#include "base/testing/catch.h"
#include "engine/testing/execution_text.h"
#include "engine/testing/single_state.h"

namespace sfn::engine::testing {
namespace {

const WorkflowTime kStart = from_epoch_milliseconds(1'767'225'600'000);
const TaskTarget kTarget{TaskFamily::LambdaFunction, "", "arn:f"};

Json text(std::string_view json) { return Json::parse_trusted(std::string(json)); }

// An execution that is given records one by one.
class Journal {
 public:
  explicit Journal(std::string_view definition) {
    execution.header.definition = compile_or_throw(definition);
  }

  // Returns the record's sequence number.
  std::int64_t visible(RecordBody body) {
    return put(std::move(body), execution.last_event_id + 1);
  }
  std::int64_t hidden(RecordBody body) { return put(std::move(body), 0); }
  void start() {
    visible(record::ExecutionStarted{text("{\"in\":1}"), "arn:role", std::nullopt, "Root=1-2-3",
                                     "arn:p#3"});
  }
  VisitId enter(std::string_view state, StateType type, BranchRef ref = {}) {
    return VisitId{visible(
        record::StateEntered{ref.visit, ref.index, type, std::string(state), text("{\"in\":1}")})};
  }
  void rest(std::chrono::milliseconds time) { now_ += time; }
  [[nodiscard]] WorkflowTime now() const { return now_; }

  Execution execution;

 private:
  std::int64_t put(RecordBody body, std::int64_t event_id) {
    const Record record{execution.last_seq + 1, event_id, 0, now_, std::move(body)};
    apply(execution, record);
    return record.seq;
  }

  WorkflowTime now_ = kStart;
};

constexpr const char* kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
        "Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["B"]}],"Next":"W"},"W":{"Type":"Wait","Seconds":5,"End":true}}})";

constexpr const char* kParallel =
    R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Retry":[{"ErrorEquals":["States.ALL"]}],"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":5,"End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":5,"End":true}}}]}}})";

TEST_CASE("apply: ExecutionStarted sets what is fixed and puts the first state on the agenda",
          "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  CHECK(journal.execution.input.text() == "{\"in\":1}");
  CHECK(journal.execution.role_arn == "arn:role");
  CHECK(journal.execution.trace_header == "Root=1-2-3");
  CHECK(journal.execution.started_by == "arn:p#3");
  CHECK(journal.execution.started_at == kStart);
  CHECK(journal.execution.is_open());
  CHECK(journal.execution.effects.empty());
  REQUIRE(journal.execution.agenda.size() == 1);
  CHECK(journal.execution.agenda.front() == BranchRef{});
  REQUIRE(journal.execution.root.pending);
  CHECK(journal.execution.root.pending->state == "T");
  CHECK(journal.execution.root.pending->previous_event == 0);
}

TEST_CASE("apply: a machine's time-out is armed with its start", "[execution][apply]") {
  Journal journal{kTask};
  journal.visible(record::ExecutionStarted{Json{}, "", kStart + std::chrono::seconds{9}});
  REQUIRE(journal.execution.effects.size() == 1);
  const ArmedEffect& armed = journal.execution.effects.begin()->second;
  CHECK(armed.id == EffectId{1, EffectPurpose::ExecutionTimeout});
  CHECK(armed.visit == VisitId{});
  CHECK(std::get<TimerEffect>(armed.effect).due == kStart + std::chrono::seconds{9});
}

TEST_CASE("apply: StateEntered opens a visit and takes the branch off the agenda",
          "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  journal.rest(std::chrono::seconds{1});
  const VisitId id = journal.enter("T", StateType::Task);
  CHECK(journal.execution.agenda.empty());
  CHECK_FALSE(journal.execution.root.pending);
  CHECK(journal.execution.root.current == id);
  const Visit& visit = *journal.execution.find_visit(id);
  CHECK(visit.state->name() == "T");
  CHECK(visit.entered_event == 2);
  CHECK(visit.last_event == 2);
  CHECK(visit.entered_at == kStart + std::chrono::seconds{1});
  CHECK(visit.retries == std::vector<std::uint32_t>{0, 0});
  CHECK(visit.retry_count == 0);
}

TEST_CASE("apply: TaskScheduled arms the call and its time-outs, counted from the record's time",
          "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  const VisitId id = journal.enter("T", StateType::Task);
  journal.rest(std::chrono::milliseconds{250});
  const std::int64_t seq =
      journal.visible(record::TaskScheduled{id, kTarget, "r", text("{\"p\":1}"), 60, 5});
  REQUIRE(journal.execution.effects.size() == 3);
  const auto& call =
      std::get<CallEffect>(journal.execution.effects.at(EffectId{seq, EffectPurpose::Call}).effect);
  CHECK(call.target == kTarget);
  CHECK(call.region == "r");
  CHECK(call.parameters.text() == "{\"p\":1}");
  CHECK(call.scheduled_event == 3);
  CHECK(call.state == "T");
  CHECK(call.attempt == 0);
  const auto due = [&](EffectPurpose purpose) {
    return std::get<TimerEffect>(journal.execution.effects.at(EffectId{seq, purpose}).effect).due -
           journal.now();
  };
  CHECK(due(EffectPurpose::TaskTimeout) == std::chrono::seconds{60});
  CHECK(due(EffectPurpose::Heartbeat) == std::chrono::seconds{5});
  CHECK(journal.execution.find_visit(id)->last_event == 3);
}

TEST_CASE("apply: each end of an attempt disarms all that belongs to it", "[execution][apply]") {
  const auto ended_by = [](const auto& make) {
    Journal journal{kTask};
    journal.start();
    const VisitId id = journal.enter("T", StateType::Task);
    journal.visible(record::TaskScheduled{id, kTarget, "r", Json{}, 60, 5});
    journal.visible(record::TaskStarted{id, kTarget});
    CHECK(journal.execution.find_visit(id)->task->started);
    journal.visible(make(id));
    CHECK(journal.execution.effects.empty());
    CHECK_FALSE(journal.execution.find_visit(id)->task);
    CHECK(journal.execution.find_visit(id)->last_event == 5);
  };
  ended_by([](VisitId id) { return record::TaskSucceeded{id, kTarget, Json{}}; });
  ended_by([](VisitId id) { return record::TaskFailed{id, kTarget, "E", "c"}; });
  ended_by([](VisitId id) { return record::TaskTimedOut{id, kTarget}; });
}

TEST_CASE("apply: the work of a function is never submitted", "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  const VisitId id = journal.enter("T", StateType::Task);
  journal.visible(record::TaskScheduled{id, kTarget, "r", Json{}, 60, std::nullopt});
  CHECK_THROWS_AS(journal.visible(record::TaskSubmitted{id, kTarget, Json{}}), BugError);
}

TEST_CASE(
    "apply: TaskSubmitted moves a service's armed call into its second phase and leaves the timers",
    "[execution][apply]") {
  const TaskTarget service{TaskFamily::Service, "lambda", "invoke"};
  Journal journal{kTask};
  journal.start();
  const VisitId id = journal.enter("T", StateType::Task);
  const std::int64_t seq =
      journal.visible(record::TaskScheduled{id, service, "r", Json{}, 60, std::nullopt});
  journal.visible(record::TaskStarted{id, service});
  CHECK(journal.execution.effects.at(EffectId{seq, EffectPurpose::Call}).phase ==
        EffectPhase::Armed);
  journal.visible(record::TaskSubmitted{id, service, Json{}});
  CHECK(journal.execution.effects.at(EffectId{seq, EffectPurpose::Call}).phase ==
        EffectPhase::Submitted);
  CHECK(journal.execution.effects.at(EffectId{seq, EffectPurpose::TaskTimeout}).phase ==
        EffectPhase::Armed);
  CHECK(journal.execution.find_visit(id)->last_event == 5);
}

TEST_CASE("apply: RetryScheduled counts for its retrier and arms the next attempt",
          "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  const VisitId id = journal.enter("T", StateType::Task);
  journal.visible(record::TaskScheduled{id, kTarget, "r", Json{}, 60, std::nullopt});
  journal.visible(record::TaskFailed{id, kTarget, "B", std::nullopt});
  const WorkflowTime due = journal.now() + std::chrono::seconds{2};
  const std::int64_t seq = journal.hidden(record::RetryScheduled{id, 1, 4, due});
  const Visit& visit = *journal.execution.find_visit(id);
  CHECK(visit.retry_count == 1);
  CHECK(visit.retries == std::vector<std::uint32_t>{0, 1});
  CHECK(visit.last_event == 4);
  CHECK(std::get<TimerEffect>(
            journal.execution.effects.at(EffectId{seq, EffectPurpose::Retry}).effect)
            .due == due);
  const std::int64_t again =
      journal.visible(record::TaskScheduled{id, kTarget, "r", Json{}, std::nullopt, std::nullopt});
  REQUIRE(journal.execution.effects.size() == 1);
  CHECK(std::get<CallEffect>(
            journal.execution.effects.at(EffectId{again, EffectPurpose::Call}).effect)
            .attempt == 1);
}

TEST_CASE("apply: StateExited forgets the visit and leads to the next state",
          "[execution][apply]") {
  Journal journal{kTask};
  journal.start();
  const VisitId id = journal.enter("T", StateType::Task);
  journal.visible(record::StateExited{id, StateType::Task, "T", text("[ 1 ]"), "W"});
  CHECK(journal.execution.visits.empty());
  REQUIRE(journal.execution.root.pending);
  CHECK(journal.execution.root.pending->state == "W");
  CHECK(journal.execution.root.pending->input.text() == "[ 1 ]");
  CHECK(journal.execution.root.pending->previous_event == 3);
  CHECK(journal.execution.agenda.size() == 1);
}

TEST_CASE("apply: WaitArmed arms a timer that leaving the state disarms", "[execution][apply]") {
  Journal journal{kParallel};
  journal.start();
  const VisitId parallel = journal.enter("P", StateType::Parallel);
  journal.visible(record::ParallelStarted{parallel, text("1")});
  const VisitId wait = journal.enter("A", StateType::Wait, {parallel, 0});
  const std::int64_t seq =
      journal.hidden(record::WaitArmed{wait, kStart + std::chrono::seconds{5}});
  CHECK(journal.execution.effects.contains(EffectId{seq, EffectPurpose::Wait}));
  journal.visible(record::StateExited{wait, StateType::Wait, "A", text("\"out\""), std::nullopt});
  CHECK(journal.execution.effects.empty());
  CHECK(journal.execution.find_visit(parallel)->branches.at(0).output->text() == "\"out\"");
  CHECK(journal.execution.find_visit(parallel)->last_event == 5);
}

TEST_CASE("apply: ParallelStarted makes the branches and puts them on the agenda in order",
          "[execution][apply]") {
  Journal journal{kParallel};
  journal.start();
  const VisitId parallel = journal.enter("P", StateType::Parallel);
  journal.visible(record::ParallelStarted{parallel, text("[ 7 ]")});
  REQUIRE(journal.execution.agenda.size() == 2);
  CHECK(journal.execution.agenda[0] == BranchRef{parallel, 0});
  CHECK(journal.execution.agenda[1] == BranchRef{parallel, 1});
  const Branch& second = journal.execution.branch({parallel, 1});
  CHECK(second.pending->state == "B");
  CHECK(second.pending->input.text() == "[ 7 ]");
  CHECK(second.pending->previous_event == 3);
}

TEST_CASE("apply: the retry of a Parallel forgets its branches, their visits and effects",
          "[execution][apply]") {
  Journal journal{kParallel};
  journal.start();
  const VisitId parallel = journal.enter("P", StateType::Parallel);
  journal.visible(record::ParallelStarted{parallel, text("1")});
  const VisitId wait = journal.enter("A", StateType::Wait, {parallel, 0});
  journal.hidden(record::WaitArmed{wait, kStart + std::chrono::seconds{5}});
  const std::int64_t seq =
      journal.hidden(record::RetryScheduled{parallel, 0, 4, kStart + std::chrono::seconds{1}});
  CHECK(journal.execution.visits.size() == 1);
  CHECK(journal.execution.agenda.empty());
  CHECK(journal.execution.find_visit(parallel)->branches.empty());
  REQUIRE(journal.execution.effects.size() == 1);
  CHECK(journal.execution.effects.contains(EffectId{seq, EffectPurpose::Retry}));
  journal.visible(record::ParallelStarted{parallel, text("1")});
  CHECK(journal.execution.effects.empty());
  CHECK(journal.execution.agenda.size() == 2);
}

TEST_CASE("apply: StateAborted closes a visit and disarms it, but keeps it", "[execution][apply]") {
  Journal journal{kParallel};
  journal.start();
  const VisitId parallel = journal.enter("P", StateType::Parallel);
  journal.visible(record::ParallelStarted{parallel, text("1")});
  const VisitId a = journal.enter("A", StateType::Wait, {parallel, 0});
  journal.hidden(record::WaitArmed{a, kStart + std::chrono::seconds{5}});
  const VisitId b = journal.enter("B", StateType::Wait, {parallel, 1});
  journal.visible(record::StateAborted{a, StateType::Wait});
  CHECK(journal.execution.effects.empty());
  CHECK(journal.execution.find_visit(a)->closed);
  CHECK_FALSE(journal.execution.find_visit(b)->closed);
  journal.visible(record::ParallelFailed{parallel});
  CHECK(journal.execution.find_visit(parallel)->closed);
  CHECK(journal.execution.find_visit(parallel)->last_event == 7);
}

TEST_CASE(
    "apply: an end keeps the tree of visits and the outputs of branches, and arms and plans "
    "nothing",
    "[execution][apply]") {
  const auto ended_by = [](RecordBody end, Status status) {
    Journal journal{kParallel};
    journal.start();
    const VisitId parallel = journal.enter("P", StateType::Parallel);
    journal.visible(record::ParallelStarted{parallel, text("1")});
    const VisitId a = journal.enter("A", StateType::Wait, {parallel, 0});
    journal.visible(record::StateExited{a, StateType::Wait, "A", text("\"out\""), std::nullopt});
    const VisitId b = journal.enter("B", StateType::Wait, {parallel, 1});
    journal.hidden(record::WaitArmed{b, kStart + std::chrono::seconds{5}});
    journal.rest(std::chrono::seconds{3});
    journal.visible(std::move(end));
    CHECK(journal.execution.status == status);
    CHECK(journal.execution.stopped_at == kStart + std::chrono::seconds{3});
    CHECK(journal.execution.effects.empty());
    CHECK(journal.execution.agenda.empty());
    REQUIRE(journal.execution.find_visit(parallel) != nullptr);
    CHECK(journal.execution.find_visit(parallel)->branches.at(0).output->text() == "\"out\"");
    CHECK(journal.execution.find_visit(b) != nullptr);
    CHECK_THROWS_AS(journal.visible(record::ExecutionTimedOut{}), BugError);
    return execution_text(journal.execution);
  };
  CHECK(ended_by(record::ExecutionSucceeded{text("9")}, Status::Succeeded).find("output=9") !=
        std::string::npos);
  CHECK(ended_by(record::ExecutionFailed{"E", "c"}, Status::Failed).find("error='E' cause='c'") !=
        std::string::npos);
  CHECK(ended_by(record::ExecutionAborted{"E", "c"}, Status::Aborted).find("error='E' cause='c'") !=
        std::string::npos);
  CHECK(ended_by(record::ExecutionTimedOut{}, Status::TimedOut).find("error=- cause=-") !=
        std::string::npos);
}

TEST_CASE("apply: records that do not fit the execution are a bug", "[execution][apply]") {
  Journal journal{kTask};
  Execution& execution = journal.execution;
  const auto refused = [&](std::int64_t seq, std::int64_t event_id, RecordBody body) {
    CHECK_THROWS_AS(apply(execution, {seq, event_id, 0, journal.now(), std::move(body)}), BugError);
  };
  refused(1, 1, record::StateEntered{{}, 0, StateType::Task, "T", Json{}});
  refused(2, 1, record::ExecutionStarted{});
  refused(1, 2, record::ExecutionStarted{});
  journal.start();
  refused(1, 2, record::StateEntered{{}, 0, StateType::Task, "T", Json{}});
  refused(3, 2, record::StateEntered{{}, 0, StateType::Task, "T", Json{}});
  refused(2, 3, record::StateEntered{{}, 0, StateType::Task, "T", Json{}});
  refused(2, 2, record::ExecutionStarted{});
  CHECK_THROWS_AS(apply(execution, {2, 2, 0, kStart - std::chrono::milliseconds{1},
                                    record::ExecutionTimedOut{}}),
                  BugError);
}

TEST_CASE("apply: records about visits that are not there, or not so, are a bug",
          "[execution][apply]") {
  const auto refused_after = [](const auto& prepare, const auto& make) {
    Journal journal{kTask};
    journal.start();
    const VisitId id = prepare(journal);
    CHECK_THROWS_AS(journal.visible(make(id)), BugError);
  };
  const auto nothing = [](Journal&) { return VisitId{77}; };
  const auto entered = [](Journal& journal) { return journal.enter("T", StateType::Task); };
  refused_after(nothing, [](VisitId id) {
    return record::StateExited{id, StateType::Task, "T", Json{}, std::nullopt};
  });
  refused_after(nothing, [](VisitId id) { return record::StateAborted{id, StateType::Task}; });
  refused_after(nothing, [](VisitId id) {
    return record::TaskScheduled{id, kTarget, "", Json{}, std::nullopt, std::nullopt};
  });
  refused_after(nothing, [](VisitId id) { return record::TaskSucceeded{id, kTarget, Json{}}; });
  refused_after(nothing, [](VisitId id) { return record::ParallelFailed{id}; });
  refused_after(nothing, [](VisitId id) { return record::WaitArmed{id, kStart}; });
  refused_after(nothing, [](VisitId id) { return record::RetryScheduled{id, 0, 1, kStart}; });
  refused_after(nothing, [](VisitId id) {
    return record::StateEntered{id, 0, StateType::Task, "T", Json{}};
  });
  refused_after(nothing,
                [](VisitId) { return record::StateEntered{{}, 0, StateType::Wait, "W", Json{}}; });
  refused_after(entered, [](VisitId id) { return record::TaskStarted{id, kTarget}; });
  refused_after(entered, [](VisitId id) { return record::TaskSubmitted{id, kTarget, Json{}}; });
  refused_after(entered, [](VisitId id) { return record::ParallelStarted{id, Json{}}; });
  refused_after(entered, [](VisitId id) { return record::RetryScheduled{id, 2, 1, kStart}; });
  refused_after(entered,
                [](VisitId) { return record::StateEntered{{}, 0, StateType::Task, "T", Json{}}; });
}

}  // namespace
}  // namespace sfn::engine::testing
