#pragma once
// Rows with every field set, for tests.
#include <initializer_list>
#include <string>

#include "persistence/rows.h"

namespace sfn::persistence::testing {

inline std::string machine_arn(const std::string& name) {
  return "arn:aws:states:us-east-1:123456789012:stateMachine:" + name;
}

inline RevisionRow sample_revision(std::int64_t number, std::int64_t machine) {
  return {.number = number,
          .machine = machine,
          .revision_id = "revision-" + std::to_string(number),
          .definition = R"({"StartAt":"A"})",
          .role_arn = "arn:aws:iam::123456789012:role/r",
          .settings = "{}",
          .created_at = 1'000 + number};
}

inline InsertMachine sample_machine(std::int64_t id, const std::string& name) {
  return {.machine = {.id = id,
                      .arn = machine_arn(name),
                      .scope = "123456789012/us-east-1",
                      .name = name,
                      .type = "STANDARD",
                      .created_at = 1'700'000'000'000 + id,
                      .revision = id * 10,
                      .settings = R"({"tags":{}})",
                      .deleted = false},
          .revision = sample_revision(id * 10, id)};
}

inline ActivityRow sample_activity(const std::string& name) {
  return {.arn = "arn:aws:states:us-east-1:123456789012:activity:" + name,
          .scope = "123456789012/us-east-1",
          .name = name,
          .created_at = 1'700'000'000'000,
          .settings = R"({"tags":[]})"};
}

inline ExecutionRow sample_execution(std::int64_t number, std::int64_t machine = 1) {
  const std::string name = "run-" + std::to_string(number);
  return {.number = number,
          .arn = "arn:aws:states:us-east-1:123456789012:execution:m:" + name,
          .machine = machine,
          .revision = machine * 10,
          .shard = static_cast<std::uint16_t>(number % 256),
          .name = name,
          .status = ExecutionStatus::Running,
          .started_at = 1'700'000'000'000 + number,
          .stopped_at = std::nullopt,
          .last_seq = 0,
          .redrive_count = 0,
          .sleeps_until = 1'800'000'000'000};
}

// A child of a map run.
inline ExecutionRow sample_child(std::int64_t number, std::int64_t map_run, std::int32_t index) {
  ExecutionRow row = sample_execution(number);
  row.map_run = map_run;
  row.map_run_index = index;
  row.item_count = index + 1;
  return row;
}

inline MapRunRow sample_map_run(std::int64_t number, std::int64_t execution) {
  return {.number = number,
          .arn = "arn:aws:states:us-east-1:123456789012:mapRun:m/label:" + std::to_string(number),
          .execution = execution,
          .machine = 1,
          .revision = 10,
          .label = "label",
          .status = MapRunStatus::Running,
          .started_at = 1'700'000'000'000 + number,
          .stopped_at = std::nullopt,
          .state = R"({"itemCounts":{}})"};
}

inline JournalRow sample_record(std::int64_t seq) {
  // Every third record is private.
  return {.seq = seq,
          .event_id = seq % 3 == 0 ? 0 : seq,
          .kind = static_cast<std::int32_t>(seq % 7),
          .at = 1'700'000'000'000 + seq,
          .payload = "payload " + std::to_string(seq)};
}

inline JournalAppend sample_append(std::int64_t execution, std::int64_t first, std::int64_t last) {
  JournalAppend append{.execution = execution, .rows = {}};
  for (std::int64_t seq = first; seq <= last; ++seq) append.rows.push_back(sample_record(seq));
  return append;
}

inline Batch rows_batch(std::initializer_list<RowWrite> rows) {
  return {.journals = {}, .rows = rows};
}

// A start: the execution's row and its first records.
inline Batch start_batch(std::int64_t number, std::int64_t records, std::int64_t machine = 1) {
  ExecutionRow row = sample_execution(number, machine);
  row.last_seq = records;
  return {.journals = {sample_append(number, 1, records)}, .rows = {InsertExecution{row}}};
}

inline UpdateExecution ending(std::int64_t number, ExecutionStatus status, std::int64_t last_seq) {
  return {.number = number,
          .status = status,
          .stopped_at = 1'700'000'001'000 + number,
          .last_seq = last_seq,
          .redrive_count = 1,
          .sleeps_until = std::nullopt};
}

}  // namespace sfn::persistence::testing
