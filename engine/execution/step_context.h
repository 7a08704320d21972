#pragma once
// StepContext: everything a state may use while it takes a step: the time, randomness, the data
// flow, and the way to record what happened. Lives for one decision.
#include "base/json/json.h"
#include "base/random.h"
#include "base/time.h"
#include "engine/execution/execution.h"
#include "engine/execution/record.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"

namespace sfn::engine {

// A child of a map run that starts with the commit of the turn.
struct ChildStart {
  std::int64_t map_run = 0;  // MapRun::seq
  std::int32_t index = 0;
  std::int32_t items = 1;
  Json input;
};

class StepContext {
 public:
  virtual ~StepContext() = default;

  [[nodiscard]] virtual WorkflowTime now() const = 0;  // read once per turn
  [[nodiscard]] virtual Random& random() = 0;
  // A full one for the evaluation that comes next; replaces the one before.
  [[nodiscard]] virtual query::Budget& budget() = 0;
  [[nodiscard]] virtual const ExecutionHeader& header() const = 0;
  // What expressions of this visit see when `$` is the given value.
  [[nodiscard]] virtual query::Scope scope(const Visit& visit, const Json& input) = 0;
  // The same within a Map: its context object has the item. Observed: ItemSelector sees Map.Item.
  [[nodiscard]] virtual query::Scope scope_of_item(const Visit& map, const Json& input,
                                                   std::int32_t index) = 0;
  // The run of a distributed Map. Precondition: it is under way.
  [[nodiscard]] virtual const MapRun& map_run(const Visit& map) const = 0;
  // Whether another child may be started now, besides so many that are not yet in a record.
  [[nodiscard]] virtual bool has_room_for_child(const MapRun& run,
                                                std::size_t handed_out) const = 0;
  // Starts a child with the commit of this turn; MapRunChildrenStarted tells of it.
  virtual void start_child(ChildStart child) = 0;
  // False once the execution has ended, e.g. because its history became full: nothing more is
  // recorded then.
  [[nodiscard]] virtual bool is_open() const = 0;
  // Whether CreateActivity has made it, and nobody has deleted it since.
  [[nodiscard]] virtual bool activity_exists(const std::string& arn) const = 0;
  // Applies the record and queues it for the journal. The visit keeps its address.
  virtual void record(RecordBody body) = 0;
  // The same for a record whose previous event is another than the visit's last one.
  virtual void record_after(std::int64_t previous_event, RecordBody body) = 0;
};

}  // namespace sfn::engine
