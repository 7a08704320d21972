#pragma once
// Machines with a distributed Map, and what the store has of their runs, for tests of the whole
// engine.
#include <string>
#include <vector>

#include "engine/runtime/testing/running_engine.h"

namespace sfn::engine::testing {

// Children of one Task that give their items back.
inline const std::string kTaskOfItem = R"({"StartAt":"T","States":{"T":{"Type":"Task",
    "Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","ResultPath":null,"End":true}}})";
// Children that fail where the item is 0, and wait for an hour otherwise.
inline const std::string kFailOrWait = R"({"StartAt":"C","States":{"C":{"Type":"Choice",
    "Choices":[{"Variable":"$","NumericEquals":0,"Next":"F"}],"Default":"W"},
    "F":{"Type":"Fail"},"W":{"Type":"Wait","Seconds":3600,"End":true}}})";

// A Map with that processor and the label L; `more` are fields of the Map, each with a comma.
inline std::string distributed(const std::string& processor, const std::string& more = "",
                               const std::string& kind = "STANDARD",
                               const std::string& label = "L") {
  return R"({"Type":"Map","Label":")" + label +
         R"(","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":")" + kind +
         R"("},)" + processor.substr(1) + "," + more + R"("End":true})";
}

// The machine that has only this state, or enters it after a call of the state G; `more` are fields
// of the machine.
inline std::string machine_of(const std::string& map, const std::string& more = "",
                              const std::string& name = "M") {
  return R"({)" + more + R"("StartAt":")" + name + R"(","States":{")" + name + R"(":)" + map + "}}";
}
inline std::string machine_with_gate(const std::string& map) {
  return R"({"StartAt":"G","States":{"G":{"Type":"Task","ResultPath":null,"Next":"M",
      "Resource":"arn:aws:lambda:us-east-1:123456789012:function:f"},"M":)" +
         map + "}}";
}

// The newest run of the execution m:e.
inline persistence::MapRunRow map_run_of(RunningEngine& running) {
  const auto runs = running.store().list_map_runs({.execution = running.row("m", "e")->number});
  SFN_ASSERT(!runs.empty(), "the test's map run is there");
  return runs.front();
}
inline std::vector<persistence::ExecutionRow> children_of(RunningEngine& running,
                                                          const persistence::MapRunRow& run) {
  return running.store().list_children(run.number, -1, 100'000);
}
inline std::vector<persistence::ExecutionRow> children_of(RunningEngine& running) {
  return children_of(running, map_run_of(running));
}
inline bool are_all_children(RunningEngine& running, persistence::ExecutionStatus status) {
  const auto children = children_of(running);
  return std::all_of(children.begin(), children.end(),
                     [&](const auto& child) { return child.status == status; });
}
// "pending running succeeded failed aborted" of the children.
inline std::string child_counts(RunningEngine& running) {
  const Json state = Json::parse_trusted(map_run_of(running).state);
  std::string counts;
  for (const char* const name : {"pending", "running", "succeeded", "failed", "aborted"})
    counts += (counts.empty() ? "" : " ") + state.find("executionCounts")->find(name)->text();
  return counts;
}

inline std::string numbers(int count) {
  std::string array = "[0";
  for (int i = 1; i < count; ++i) array += "," + std::to_string(i);
  return array + "]";
}

}  // namespace sfn::engine::testing
