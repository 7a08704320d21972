#pragma once
// The clauses of the contract, each a check of one sentence of store_contract.cpp, by what they are
// about: machines, activities, executions, map runs, journals, and the store as a whole.
#include <span>
#include <string>
#include <vector>

#include "base/testing/catch.h"
#include "persistence/testing/store_contract.h"

namespace sfn::persistence::testing {

void empty_store(const StoreBackend& backend);
void machine_round_trip(const StoreBackend& backend);
void machine_revision(const StoreBackend& backend);
void machine_deletion(const StoreBackend& backend);
void machine_conflicts(const StoreBackend& backend);
void machine_lists(const StoreBackend& backend);
void activity_round_trip(const StoreBackend& backend);
void activity_deletion(const StoreBackend& backend);
void activity_lists(const StoreBackend& backend);
void execution_round_trip(const StoreBackend& backend);
void execution_conflicts(const StoreBackend& backend);
void execution_lists(const StoreBackend& backend);
void map_run_round_trip(const StoreBackend& backend);
void map_run_conflicts(const StoreBackend& backend);
void map_run_lists(const StoreBackend& backend);
void map_run_children(const StoreBackend& backend);
void child_conflicts(const StoreBackend& backend);
void journal_pages(const StoreBackend& backend);
void several_journals(const StoreBackend& backend);
void stale_batches(const StoreBackend& backend);
void refused_batches_harm_no_others(const StoreBackend& backend);
void rows_in_order(const StoreBackend& backend);
void settings(const StoreBackend& backend);
void stops(const StoreBackend& backend);
void odd_texts(const StoreBackend& backend);
void extreme_numbers(const StoreBackend& backend);
void bugs_are_reported(const StoreBackend& backend);
void many_executions(const StoreBackend& backend);
void reopening(const StoreBackend& backend);
void concurrent_readers(const StoreBackend& backend);

// Writes one batch and answers with its outcome.
inline WriteOutcome write_batch(Store& store, const Batch& batch) {
  const std::vector<WriteOutcome> outcomes = store.write(std::span(&batch, 1));
  REQUIRE(outcomes.size() == 1);
  return outcomes.front();
}

inline std::vector<std::int64_t> numbers_of(const std::vector<ExecutionRow>& rows) {
  std::vector<std::int64_t> numbers;
  for (const ExecutionRow& row : rows) numbers.push_back(row.number);
  return numbers;
}

inline std::vector<std::int64_t> numbers_of(const std::vector<MapRunRow>& rows) {
  std::vector<std::int64_t> numbers;
  for (const MapRunRow& row : rows) numbers.push_back(row.number);
  return numbers;
}

inline std::vector<std::string> names_of(const std::vector<MachineRow>& rows) {
  std::vector<std::string> names;
  for (const MachineRow& row : rows) names.push_back(row.name);
  return names;
}

inline std::vector<std::int64_t> seqs_of(const std::vector<JournalRow>& rows) {
  std::vector<std::int64_t> seqs;
  for (const JournalRow& row : rows) seqs.push_back(row.seq);
  return seqs;
}

inline std::vector<JournalRow> whole_journal(const Store& store, std::int64_t execution) {
  return store.read_journal({.execution = execution, .from_seq = 1, .limit = 1'000'000});
}

using Numbers = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

}  // namespace sfn::persistence::testing
