#pragma once
// Definitions and options that the tests of the whole engine share.
#include <string>

#include "engine/runtime/engine.h"

namespace sfn::engine::testing {

inline const std::string kPass = R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})";
inline const std::string kWait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}})";
inline const std::string kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","End":true}}})";
inline const std::string kTaskThenWait = R"({"StartAt":"T","States":{
    "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Next":"W"},
    "W":{"Type":"Wait","Seconds":3600,"End":true}}})";
// Goes on until its history is full.
inline const std::string kLoop = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
    "B":{"Type":"Choice","Choices":[{"Variable":"$.done","IsPresent":true,"Next":"C"}],"Default":"A"},
    "C":{"Type":"Succeed"}}})";

inline const std::string kTaskEvents =
    "ExecutionStarted TaskStateEntered LambdaFunctionScheduled LambdaFunctionStarted "
    "LambdaFunctionSucceeded "
    "TaskStateExited";

inline EngineOptions one_thread() {
  EngineOptions options;
  options.turn_threads = 1;
  return options;
}

// One of them waits in a write that is held, the other one goes on.
inline EngineOptions two_threads() {
  EngineOptions options;
  options.turn_threads = 2;
  return options;
}

}  // namespace sfn::engine::testing
