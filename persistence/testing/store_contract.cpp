#include "persistence/testing/store_contract.h"

#include <array>

#include "persistence/testing/contract_clauses.h"

namespace sfn::persistence::testing {
namespace {

struct Clause {
  const char* sentence;
  void (*check)(const StoreBackend&);
};

constexpr auto kClauses = std::to_array<Clause>({
    {"an empty store finds nothing and counts from 1", &empty_store},
    {"a machine comes back as it was stored", &machine_round_trip},
    {"a machine gets a new revision and keeps the old one", &machine_revision},
    {"a deleted machine is found by id only and frees its ARN", &machine_deletion},
    {"a machine with a key that is taken is a conflict", &machine_conflicts},
    {"machines are listed by name in byte order, page by page", &machine_lists},
    {"an activity comes back as it was stored, and its ARN is taken", &activity_round_trip},
    {"a deleted activity is gone and frees its ARN", &activity_deletion},
    {"activities are listed by name in byte order, page by page", &activity_lists},
    {"an execution comes back as it was stored and updated", &execution_round_trip},
    {"an execution with a key that is taken is a conflict", &execution_conflicts},
    {"executions are listed newest first, page by page, by status", &execution_lists},
    {"a map run comes back as it was stored and updated", &map_run_round_trip},
    {"a map run with a key that is taken is a conflict", &map_run_conflicts},
    {"map runs are listed newest first, page by page", &map_run_lists},
    {"children are listed by their map run and not by their machine", &map_run_children},
    {"a child with an index that is taken is a conflict", &child_conflicts},
    {"a journal is read in both directions, page by page", &journal_pages},
    {"a batch appends to several journals or to none", &several_journals},
    {"a batch that does not follow the stored journal is stale", &stale_batches},
    {"a refused batch leaves no trace and harms no others", &refused_batches_harm_no_others},
    {"the rows of a batch are written in their order", &rows_in_order},
    {"a setting is put and replaced", &settings},
    {"what is to be stopped is listed until it is removed", &stops},
    {"texts keep every byte", &odd_texts},
    {"the largest numbers are kept", &extreme_numbers},
    {"a batch that only a bug can make is refused with its group", &bugs_are_reported},
    {"thousands of executions page in order", &many_executions},
    {"opening again finds what a durable store held", &reopening},
    {"readers see whole commits while a writer writes", &concurrent_readers},
});

}  // namespace

void store_contract(const std::function<StoreBackend()>& make_backend) {
  for (const Clause& clause : kClauses) {
    DYNAMIC_SECTION(clause.sentence) { clause.check(make_backend()); }
  }
}

}  // namespace sfn::persistence::testing
