#pragma once
// Recorder: turns what happened into records, in order: gives sequence numbers, event ids, previous
// event ids and times, applies each record at once, and enforces the limits on a history and on a
// journal. Lives for one turn.
#include <vector>

#include "engine/execution/execution.h"
#include "engine/execution/record.h"

namespace sfn::engine {

class Recorder {
 public:
  Recorder(Execution& execution, WorkflowTime now) : execution_(execution), now_(now) {}

  // The previous event is the one that AWS names for such a record (see previous_event in
  // recorder.cpp).
  void record(RecordBody body);
  // For records whose previous event is a failure elsewhere: aborts, a failing Parallel, the end of
  // the execution.
  void record_after(std::int64_t previous_event, RecordBody body);
  // The instant stands in for now, where what happened was due earlier and is seen only now.
  void record_at(WorkflowTime at, RecordBody body);

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  // Of the state data that was recorded.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::vector<Record> take() { return std::move(records_); }

 private:
  void write(std::int64_t previous_event, WorkflowTime at, RecordBody body);
  [[nodiscard]] std::int64_t previous_event(const RecordBody& body);

  Execution& execution_;
  WorkflowTime now_;
  std::vector<Record> records_;
  std::size_t bytes_ = 0;
};

}  // namespace sfn::engine
