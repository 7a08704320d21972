#include "engine/states/error_equals.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

bool matches(std::string_view name, const StatesError& error) {
  const std::vector<std::string> names{std::string(name)};
  return error_matches(names, error);
}

StatesError named(std::string_view name) { return {std::string(name), "cause"}; }

TEST_CASE("ErrorEquals: a name stands for itself, letter by letter", "[states][error]") {
  CHECK(matches("CustomError", named("CustomError")));
  CHECK_FALSE(matches("CustomError", named("customerror")));
  CHECK_FALSE(matches("CustomError", named("CustomError2")));
  CHECK_FALSE(matches("State.ALL", named("CustomError")));
}

TEST_CASE("ErrorEquals: one of several names is enough, none matches nothing", "[states][error]") {
  const std::vector<std::string> names{"A", "B"};
  CHECK(error_matches(names, named("B")));
  CHECK_FALSE(error_matches(names, named("C")));
  CHECK_FALSE(error_matches({}, named("A")));
}

TEST_CASE("ErrorEquals: States.TaskFailed stands for every failure of a task but a time-out",
          "[states][error]") {
  CHECK(matches("States.TaskFailed", named("CustomError")));
  CHECK(matches("States.TaskFailed", named("Lambda.TooManyRequestsException")));
  CHECK(matches("States.TaskFailed", named("States.TaskFailed")));
  CHECK_FALSE(matches("States.TaskFailed", named("States.Timeout")));
  CHECK_FALSE(matches("States.TaskFailed",
                      {std::string(error_names::kTimeout), std::nullopt, ErrorKind::Heartbeat}));
  CHECK_FALSE(matches("States.TaskFailed", named("States.Runtime")));
}

TEST_CASE("ErrorEquals: States.ALL stands for everything but States.Runtime", "[states][error]") {
  CHECK(matches("States.ALL", named("CustomError")));
  CHECK(matches("States.ALL", named("States.Timeout")));
  CHECK(matches("States.ALL", named("States.DataLimitExceeded")));
  CHECK_FALSE(matches("States.ALL", named("States.Runtime")));
}

TEST_CASE("ErrorEquals: an error without a name is matched by States.ALL alone",
          "[states][error]") {
  const StatesError nameless{std::nullopt, std::nullopt};
  CHECK(matches("States.ALL", nameless));
  CHECK_FALSE(matches("States.TaskFailed", nameless));
  CHECK_FALSE(matches("States.Timeout", nameless));
  CHECK_FALSE(matches("States.HeartbeatTimeout", nameless));
  CHECK_FALSE(matches("", nameless));
}

TEST_CASE("ErrorEquals: a missed heartbeat answers to both of its names, a time-out to one",
          "[states][error]") {
  const StatesError heartbeat{std::string(error_names::kTimeout), std::nullopt,
                              ErrorKind::Heartbeat};
  CHECK(matches("States.HeartbeatTimeout", heartbeat));
  CHECK(matches("States.Timeout", heartbeat));
  CHECK(matches("States.ALL", heartbeat));
  CHECK_FALSE(matches("States.HeartbeatTimeout", named("States.Timeout")));
}

TEST_CASE("ErrorEquals: what is fatal is matched by nothing, not even by its own name",
          "[states][error]") {
  const StatesError fatal = runtime_error("cause");
  CHECK_FALSE(matches("States.Runtime", fatal));
  CHECK_FALSE(matches("States.ALL", fatal));
  CHECK_FALSE(matches("States.TaskFailed", fatal));
  const StatesError too_large{std::string(error_names::kDataLimitExceeded), "cause",
                              ErrorKind::Fatal};
  CHECK_FALSE(matches("States.DataLimitExceeded", too_large));
  CHECK_FALSE(matches("States.ALL", too_large));
}

}  // namespace
}  // namespace sfn::engine
