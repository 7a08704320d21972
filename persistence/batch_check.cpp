#include "persistence/batch_check.h"

#include <set>
#include <string>

#include "base/assert.h"
#include "base/overloaded.h"

namespace sfn::persistence {
namespace {

void check_execution_number(std::int64_t number) {
  SFN_ASSERT(number > 0 && number < kExecutionNumberEnd,
             "an execution number is out of bounds: " + std::to_string(number));
}

void check_append(const JournalAppend& append) {
  check_execution_number(append.execution);
  SFN_ASSERT(!append.rows.empty(), "a journal append has no rows");
  SFN_ASSERT(append.rows.front().seq > 0, "a journal starts at sequence 1");
  SFN_ASSERT(append.rows.back().seq < kSeqEnd,
             "a journal is too long: " + std::to_string(append.rows.back().seq));
  std::int64_t expected = append.rows.front().seq;
  for (const JournalRow& row : append.rows) {
    SFN_ASSERT(row.seq == expected, "a journal append has a gap at " + std::to_string(expected));
    ++expected;
  }
}

void check_journals(const std::vector<JournalAppend>& journals) {
  for (const JournalAppend& append : journals) check_append(append);
  if (journals.size() < 2) return;
  std::set<std::int64_t> executions;
  for (const JournalAppend& append : journals) {
    SFN_ASSERT(executions.insert(append.execution).second,
               "a batch appends twice to execution " + std::to_string(append.execution));
  }
}

void check_row(const RowWrite& write) {
  std::visit(
      Overloaded{
          [](const InsertMachine& insert) {
            SFN_ASSERT(insert.machine.id > 0, "a machine id is out of bounds");
            SFN_ASSERT(insert.revision.machine == insert.machine.id &&
                           insert.machine.revision == insert.revision.number,
                       "a machine and its first revision do not name each other");
            SFN_ASSERT(!insert.machine.deleted, "a machine is inserted as deleted");
          },
          [](const ReviseMachine& revise) {
            SFN_ASSERT(revise.revision.machine == revise.machine,
                       "a revision belongs to another machine");
          },
          [](const DeleteMachine&) {},
          [](const InsertExecution& insert) {
            check_execution_number(insert.execution.number);
            SFN_ASSERT(insert.execution.map_run_index >= 0, "a child's index is negative");
          },
          [](const UpdateExecution& update) { check_execution_number(update.number); },
          [](const PutSetting&) {},
          [](const InsertActivity& insert) {
            SFN_ASSERT(!insert.activity.arn.empty(), "an activity has no ARN");
          },
          [](const DeleteActivity&) {},
          [](const PutStop& put) { SFN_ASSERT(!put.stop.arn.empty(), "nothing is to be stopped"); },
          [](const RemoveStop&) {},
          [](const InsertMapRun& insert) {
            SFN_ASSERT(insert.map_run.number > 0, "a map run's number is out of bounds");
            check_execution_number(insert.map_run.execution);
          },
          [](const UpdateMapRun&) {},
      },
      write);
}

}  // namespace

void check_batches(std::span<const Batch> batches) {
  for (const Batch& batch : batches) {
    check_journals(batch.journals);
    for (const RowWrite& write : batch.rows) check_row(write);
  }
}

}  // namespace sfn::persistence
