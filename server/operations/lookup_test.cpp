#include "server/operations/lookup.h"

#include "base/clock.h"
#include "base/testing/catch.h"
#include "persistence/memory/memory_store.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::server {
namespace {

const api::Owner kOwner{"123456789012", "us-east-1"};
const api::Owner kOtherAccount{"000000000000", "us-east-1"};
const api::Owner kOtherRegion{"123456789012", "eu-west-1"};

// A store with the machine `m` and its execution `run-1`, and what an action needs to look them up.
class Fixture {
 public:
  Fixture() {
    persistence::Batch batch;
    batch.rows.emplace_back(persistence::testing::sample_machine(1, "m"));
    batch.rows.emplace_back(
        persistence::InsertExecution{persistence::testing::sample_execution(1)});
    REQUIRE(store_.write({&batch, 1}).front() == persistence::WriteOutcome::Written);
  }

  [[nodiscard]] std::string machine_error(const std::string& arn, const api::Owner& caller) {
    const auto found = find_machine(arn, caller, app_);
    return found ? "" : found.error().message;
  }
  [[nodiscard]] std::string execution_error(const std::string& arn, const api::Owner& caller) {
    const auto found = find_execution(arn, caller, app_);
    return found ? "" : found.error().message;
  }

 private:
  persistence::MemoryStore store_;
  WallWorkflowTimeSource clock_;
  Log log_{LogLevel::Off};
  UuidSource uuids_{1};
  engine::Engine engine_{store_, clock_, log_, {.turn_threads = 1, .integrations = {}}};
  App app_{engine_, store_, clock_, log_, uuids_, kOwner};
};

const std::string kMachine = persistence::testing::machine_arn("m");
const std::string kExecution = persistence::testing::sample_execution(1).arn;

}  // namespace

TEST_CASE("Lookup: an owner finds machines and executions by their ARNs", "[operations][lookup]") {
  Fixture server;
  CHECK(server.machine_error(kMachine, kOwner).empty());
  CHECK(server.execution_error(kExecution, kOwner).empty());
}

// Observed: test_describe_nonexistent_sm, test_get_execution_history_no_such_execution.
TEST_CASE("Lookup: what is not there does not exist, whichever account the ARN names",
          "[operations][lookup]") {
  Fixture server;
  for (const std::string account : {"123456789012", "000000000000"}) {
    const std::string machine = "arn:aws:states:us-east-1:" + account + ":stateMachine:other";
    const std::string execution = "arn:aws:states:us-east-1:" + account + ":execution:m:other";
    CHECK(server.machine_error(machine, kOwner) ==
          "State Machine Does Not Exist: '" + machine + "'");
    CHECK(server.execution_error(execution, kOwner) ==
          "Execution Does Not Exist: '" + execution + "'");
  }
}

TEST_CASE("Lookup: what is there does not exist for another account or region",
          "[operations][lookup]") {
  Fixture server;
  for (const api::Owner& caller : {kOtherAccount, kOtherRegion}) {
    CHECK(server.machine_error(kMachine, caller) ==
          "State Machine Does Not Exist: '" + kMachine + "'");
    CHECK(server.execution_error(kExecution, caller) ==
          "Execution Does Not Exist: '" + kExecution + "'");
  }
}

TEST_CASE("Lookup: text that is no ARN of that kind is told apart from what is not there",
          "[operations][lookup]") {
  Fixture server;
  CHECK(server.machine_error("m", kOwner) == "Invalid Arn: 'Invalid ARN prefix: m'");
  CHECK(server.machine_error(kExecution, kOwner) ==
        "Invalid Arn: 'Resource type not valid in this context: execution'");
  CHECK(server.execution_error(kMachine, kOwner) ==
        "Invalid Arn: 'Resource type not valid in this context: stateMachine'");
}

}  // namespace sfn::server
