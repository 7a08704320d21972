// The history of an execution that starts another one and waits for it, letter by letter: the core
// and the integration together. Observed: test_start_execution_sync2 and, for the failure,
// test_start_execution_sync_delegate_failure.
#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"
#include "engine/integrations/step_functions.h"
#include "engine/testing/simulation.h"

namespace sfn::engine::testing {
namespace {

using sfn::testing::json;

constexpr const char* kChildMachine = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
constexpr const char* kChild =
    "arn:aws:states:us-east-1:123456789012:execution:child:TestStartTarget";
constexpr const char* kMetadata =
    R"("SdkHttpMetadata":{"AllHttpHeaders":{"x-amzn-RequestId":["r"],"connection":["keep-alive"],)"
    R"("Content-Length":["104"],"Date":["d"],"Content-Type":["application/x-amz-json-1.0"]},)"
    R"("HttpHeaders":{"connection":"keep-alive","Content-Length":"104",)"
    R"("Content-Type":"application/x-amz-json-1.0","Date":"d","x-amzn-RequestId":"r"},)"
    R"("HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"r"})";

std::string parent(const std::string& pattern) {
  return R"({"StartAt":"StartExecution","States":{"StartExecution":{"Type":"Task","End":true,
    "Resource":"arn:aws:states:::states:startExecution)" +
         pattern +
         R"(","Parameters":{"StateMachineArn.$":"$.Arn","Input.$":"$.Input","Name.$":"$.Name"}}}})";
}

CallEffect call(const std::string& pattern) {
  CallEffect effect;
  effect.target = {TaskFamily::Service, "states", "startExecution" + pattern};
  return effect;
}

std::string accepted() {
  const std::string body = R"({"executionArn":")" + std::string(kChild) + R"(","startDate":1.5})";
  return kStartExecution.to_result(call(""), {json(body), "r", "d"})->text();
}

Answer ended(const std::string& pattern, const std::string& outcome) {
  const std::string body =
      R"({"executionArn":")" + std::string(kChild) + R"(","stateMachineArn":")" + kChildMachine +
      R"(","name":"TestStartTarget","startDate":1.5,"stopDate":2.5,"input":"{}",)"
      R"("inputDetails":{"included":true},)" +
      outcome + "}";
  Answer answer;
  answer.result = kStartExecution.to_end(call(pattern), {json(body), "r", "d"});
  return accepts(accepted(), std::move(answer));
}

std::string history(const std::string& pattern, const std::string& outcome,
                    SimulationOptions options = {}) {
  Simulation simulation{parent(pattern), options};
  simulation.script("StartExecution", {ended(pattern, outcome)});
  simulation.start(R"({"Arn":")" + std::string(kChildMachine) +
                   R"(","Input":null,"Name":"TestStartTarget"})");
  simulation.run_until_idle();
  return simulation.history();
}

// Up to TaskSubmitted.
std::string beginning(const std::string& pattern) {
  const std::string input =
      R"({"Arn":")" + std::string(kChildMachine) + R"(","Input":null,"Name":"TestStartTarget"})";
  const std::string target = "resourceType=states resource=startExecution" + pattern;
  return "1<-0 ExecutionStarted input=" + input +
         " roleArn=arn:aws:iam::123456789012:role/role\n"
         "2<-0 TaskStateEntered name=StartExecution input=" +
         input + "\n3<-2 TaskScheduled " + target +
         R"( region=us-east-1 parameters={"Input":null,"StateMachineArn":")" + kChildMachine +
         "\",\"Name\":\"TestStartTarget\"}\n4<-3 TaskStarted " + target + "\n5<-4 TaskSubmitted " +
         target + R"( output={"ExecutionArn":")" + kChild + "\"," + kMetadata +
         ",\"StartDate\":1500}\n";
}

}  // namespace

TEST_CASE("Histories: an execution is started, waited for, and described",
          "[execution][history][nested]") {
  const std::string described = R"({"ExecutionArn":")" + std::string(kChild) +
                                R"(","Input":{},"InputDetails":{"Included":true},)"
                                R"("Name":"TestStartTarget","Output":{"Arg1":"argument1"},)"
                                R"("OutputDetails":{"Included":true},"StartDate":1500,)"
                                R"("StateMachineArn":")" +
                                kChildMachine + R"(","Status":"SUCCEEDED","StopDate":2500})";
  const std::string expected =
      beginning(".sync:2") +
      "6<-5 TaskSucceeded resourceType=states resource=startExecution.sync:2 output=" + described +
      "\n7<-6 TaskStateExited name=StartExecution output=" + described +
      "\n8<-7 ExecutionSucceeded output=" + described + "\n";
  const std::string outcome =
      R"("status":"SUCCEEDED","output":"{\"Arg1\":\"argument1\"}","outputDetails":{"included":true})";
  CHECK(history(".sync:2", outcome) == expected);
  SimulationOptions killed;
  killed.restart = Restart::AfterEachBatch;
  killed.record_share = 1;
  CHECK(history(".sync:2", outcome, killed) == expected);
}

TEST_CASE("Histories: an execution that is waited for fails", "[execution][history][nested]") {
  const std::string cause = R"({"Cause":"why","Error":"SomeFailure","ExecutionArn":")" +
                            std::string(kChild) +
                            R"(","Input":"{}","InputDetails":{"Included":true},)"
                            R"("Name":"TestStartTarget","StartDate":1500,"StateMachineArn":")" +
                            kChildMachine + R"(","Status":"FAILED","StopDate":2500})";
  CHECK(history(".sync", R"("status":"FAILED","error":"SomeFailure","cause":"why")") ==
        beginning(".sync") +
            "6<-5 TaskFailed resourceType=states resource=startExecution.sync "
            "error=States.TaskFailed cause=" +
            cause + "\n7<-6 ExecutionFailed error=States.TaskFailed cause=" + cause + "\n");
}

}  // namespace sfn::engine::testing
