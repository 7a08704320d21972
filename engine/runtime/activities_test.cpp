#include "engine/runtime/activities.h"

#include "base/testing/catch.h"
#include "base/testing/fake_clock.h"

using namespace std::chrono_literals;

namespace sfn::engine {
namespace asio = boost::asio;

namespace {

using Outcome = PollReply::Outcome;

// Executions that let their tasks be taken when a test says so.
struct Workers {
  explicit Workers(std::chrono::milliseconds longest_poll = 24h) : longest_poll_(longest_poll) {}

  static ArmedEffect task(std::int64_t seq, const std::string& input, std::int64_t scheduled = 0,
                          const std::string& activity = "arn:a") {
    CallEffect call;
    call.target = {TaskFamily::Activity, "", activity};
    call.parameters = Json::string(input);
    call.task_token = "token of " + input;
    call.scheduled_at = from_epoch_milliseconds(scheduled);
    return {EffectId{seq, EffectPurpose::Call}, VisitId{2}, EffectPhase::Armed, std::move(call)};
  }
  // Returns the poll's number.
  std::size_t poll(const std::string& activity = "arn:a") {
    const std::size_t number = replies.size();
    replies.emplace_back();
    presences.push_back(true);
    activities.poll(
        {number, activity, "worker " + std::to_string(number),
         [this, number](const std::function<void(bool)>& then) { then(presences[number]); },
         [this, number](PollReply reply) {
           CHECK_FALSE(replies[number]);
           replies[number] = std::move(reply);
         }});
    run();
    return number;
  }
  void leave(std::size_t poll, const std::string& activity = "arn:a") {
    activities.leave(activity, poll);
    run();
  }
  void offer(std::int64_t execution, const ArmedEffect& armed) {
    activities.offer(execution, armed);
    run();
  }
  void withdraw(std::int64_t execution, const ArmedEffect& armed) {
    activities.withdraw(execution, armed);
    run();
  }
  // The execution says whether its task could be taken.
  void tell(std::size_t which, bool is_taken) {
    taken.at(which).done(is_taken);
    run();
  }
  void run() {
    context.restart();
    context.poll();
  }
  // What the poll was answered: "waits", "nothing", "too many", or the task's input.
  [[nodiscard]] std::string answer(std::size_t poll) const {
    const std::optional<PollReply>& reply = replies.at(poll);
    if (!reply) return "waits";
    if (reply->outcome == Outcome::Nothing) return "nothing";
    if (reply->outcome == Outcome::TooManyWorkers) return "too many";
    const std::string input = Json::parse_trusted(reply->input).as_string();
    CHECK(reply->task_token == "token of " + input);
    return input;
  }

  struct Taken {
    std::int64_t execution;
    signal::ActivityTaken signal;
    std::function<void(bool)> done;
  };

  asio::io_context context{1};
  std::vector<Taken> taken;
  std::vector<std::optional<PollReply>> replies;
  std::vector<bool> presences;

 private:
  std::chrono::milliseconds longest_poll_;

 public:
  Activities activities{
      context, longest_poll_,
      [this](std::int64_t execution, signal::ActivityTaken signal, std::function<void(bool)> done) {
        taken.push_back({execution, std::move(signal), std::move(done)});
      }};
};

}  // namespace

TEST_CASE("Activities: a worker is answered when the execution has its start in the store",
          "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  const std::size_t poll = workers.poll();
  REQUIRE(workers.taken.size() == 1);
  CHECK(workers.taken[0].execution == 7);
  CHECK(workers.taken[0].signal.effect == EffectId{3, EffectPurpose::Call});
  CHECK(workers.taken[0].signal.worker == "worker 0");
  CHECK(workers.answer(poll) == "waits");
  workers.tell(0, true);
  CHECK(workers.answer(poll) == "x");
}

TEST_CASE("Activities: the task that was scheduled first goes to the worker that came first",
          "[runtime][activities]") {
  Workers workers;
  // As after a restart: in whatever order executions are folded.
  workers.offer(9, Workers::task(3, "second", 20));
  workers.offer(7, Workers::task(3, "third", 30));
  workers.offer(8, Workers::task(3, "first", 10));
  for (int i = 0; i < 3; ++i) workers.poll();
  for (std::size_t i = 0; i < 3; ++i) workers.tell(i, true);
  CHECK(workers.answer(0) == "first");
  CHECK(workers.answer(1) == "second");
  CHECK(workers.answer(2) == "third");

  for (int i = 0; i < 2; ++i) workers.poll();
  workers.offer(1, Workers::task(3, "fourth", 40));
  workers.offer(2, Workers::task(3, "fifth", 50));
  for (std::size_t i = 3; i < 5; ++i) workers.tell(i, true);
  CHECK(workers.answer(3) == "fourth");
  CHECK(workers.answer(4) == "fifth");
}

TEST_CASE("Activities: while offers are held, older ones may come before those that are there",
          "[runtime][activities]") {
  Workers workers;
  workers.activities.hold_offers();
  workers.poll();
  workers.poll("arn:b");
  workers.offer(7, Workers::task(3, "second", 20));
  workers.offer(9, Workers::task(3, "other", 30, "arn:b"));
  workers.offer(8, Workers::task(3, "first", 10));
  CHECK(workers.taken.empty());
  workers.activities.open_offers();
  workers.poll();
  for (std::size_t i = 0; i < 3; ++i) workers.tell(i, true);
  CHECK(workers.answer(0) == "first");
  CHECK(workers.answer(1) == "other");
  CHECK(workers.answer(2) == "second");
}

TEST_CASE("Activities: each activity has its own tasks and workers", "[runtime][activities]") {
  Workers workers;
  workers.poll("arn:b");
  workers.offer(7, Workers::task(3, "x", 0, "arn:a"));
  CHECK(workers.taken.empty());
  workers.offer(7, Workers::task(4, "y", 0, "arn:b"));
  workers.tell(0, true);
  CHECK(workers.answer(0) == "y");
}

TEST_CASE("Activities: a worker whose task was over goes on waiting, before those who came later",
          "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "over"));
  workers.poll();
  workers.poll();
  workers.tell(0, false);
  CHECK(workers.answer(0) == "waits");
  workers.offer(8, Workers::task(3, "next"));
  workers.tell(1, true);
  CHECK(workers.answer(0) == "next");
  CHECK(workers.answer(1) == "waits");
}

TEST_CASE("Activities: a task is not given to a client that has hung up", "[runtime][activities]") {
  Workers workers;
  workers.poll();
  workers.poll();
  workers.presences[0] = false;
  workers.offer(7, Workers::task(3, "x"));
  CHECK(workers.answer(0) == "nothing");
  REQUIRE(workers.taken.size() == 1);
  CHECK(workers.taken[0].signal.worker == "worker 1");
  workers.tell(0, true);
  CHECK(workers.answer(1) == "x");

  // Nobody else is there: the task waits for the next one.
  workers.poll();
  workers.presences[2] = false;
  workers.offer(8, Workers::task(3, "y"));
  CHECK(workers.answer(2) == "nothing");
  workers.poll();
  workers.tell(1, true);
  CHECK(workers.answer(3) == "y");
}

TEST_CASE("Activities: a worker that leaves gets nothing, and others go on waiting",
          "[runtime][activities]") {
  Workers workers;
  for (int i = 0; i < 3; ++i) workers.poll();
  workers.leave(1);
  workers.leave(1);
  workers.leave(7);
  workers.leave(0, "arn:b");
  CHECK(workers.answer(0) == "waits");
  CHECK(workers.answer(1) == "nothing");
  workers.offer(7, Workers::task(3, "x"));
  workers.offer(7, Workers::task(4, "y"));
  workers.tell(0, true);
  workers.tell(1, true);
  CHECK(workers.answer(0) == "x");
  CHECK(workers.answer(2) == "y");
}

TEST_CASE("Activities: a worker that leaves while its task is being taken gets that and no other",
          "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  workers.poll();
  workers.leave(0);
  CHECK(workers.answer(0) == "waits");
  workers.tell(0, true);
  CHECK(workers.answer(0) == "x");

  workers.offer(7, Workers::task(4, "over"));
  workers.poll();
  workers.leave(1);
  workers.tell(1, false);
  CHECK(workers.answer(1) == "nothing");
}

TEST_CASE("Activities: a task goes on to the next worker where its own leaves before it is taken",
          "[runtime][activities]") {
  Workers workers;
  std::function<void(bool)> is_there;
  std::optional<PollReply> reply;
  workers.activities.poll({9, "arn:a", "slow", [&](auto then) { is_there = then; },
                           [&](PollReply answer) { reply = std::move(answer); }});
  workers.offer(7, Workers::task(3, "x"));
  workers.leave(9);
  is_there(true);
  workers.run();
  CHECK(reply.value().outcome == Outcome::Nothing);
  CHECK(workers.taken.empty());
  workers.poll();
  workers.tell(0, true);
  CHECK(workers.answer(0) == "x");
}

TEST_CASE("Activities: a worker goes away with nothing when its time is up",
          "[runtime][activities]") {
  Workers workers{0ms};
  CHECK(workers.answer(workers.poll()) == "nothing");
  workers.offer(7, Workers::task(3, "x"));
  CHECK(workers.taken.empty());
  // Its time is up while its task is being taken: it gets the task all the same.
  const std::size_t poll = workers.poll();
  CHECK(workers.answer(poll) == "waits");
  workers.tell(0, true);
  CHECK(workers.answer(poll) == "x");
  // Or nothing, if that was over.
  workers.offer(7, Workers::task(4, "y"));
  const std::size_t late = workers.poll();
  workers.tell(1, false);
  CHECK(workers.answer(late) == "nothing");
}

TEST_CASE("Activities: a task that is withdrawn is offered to nobody", "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  workers.withdraw(7, Workers::task(3, "x"));
  workers.withdraw(7, Workers::task(4, "never there"));
  workers.poll();
  CHECK(workers.taken.empty());
  CHECK(workers.answer(0) == "waits");
}

TEST_CASE("Activities: a task that is offered twice is one task", "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  workers.offer(7, Workers::task(3, "x"));
  workers.poll();
  workers.poll();
  workers.offer(7, Workers::task(3, "x"));  // while it is being taken
  CHECK(workers.taken.size() == 1);
  workers.tell(0, true);
  CHECK(workers.answer(1) == "waits");
}

TEST_CASE("Activities: a task whose taking was not stored is offered again",
          "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  workers.poll();
  workers.tell(0, false);
  workers.offer(7, Workers::task(3, "x"));  // by the execution, when it is folded
  workers.tell(1, true);
  CHECK(workers.answer(0) == "x");
}

TEST_CASE("Activities: a thousand workers may wait for one activity", "[runtime][activities]") {
  Workers workers;
  workers.offer(7, Workers::task(3, "x"));
  for (int i = 0; i < 1'000; ++i) workers.poll();  // one of them is being served
  CHECK(workers.answer(workers.poll()) == "too many");
  CHECK(workers.answer(workers.poll("arn:b")) == "waits");
  workers.tell(0, true);
  CHECK(workers.answer(0) == "x");
  CHECK(workers.answer(workers.poll()) == "waits");
}

TEST_CASE("Activities: at the end of the server nobody waits any more", "[runtime][activities]") {
  Workers workers;
  workers.poll();
  workers.poll("arn:b");
  workers.activities.release_pollers();
  workers.run();
  CHECK(workers.answer(0) == "nothing");
  CHECK(workers.answer(1) == "nothing");
  CHECK(workers.answer(workers.poll()) == "nothing");
}

}  // namespace sfn::engine
