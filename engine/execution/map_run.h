#pragma once
// MapRun: a distributed Map that has started: its children, what became of them, and the limits in
// force. Only apply() changes one. A value. AWS DescribeMapRun
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "base/time.h"
#include "engine/execution/ids.h"
#include "engine/execution/map_run_record.h"

namespace sfn::engine {

enum class MapRunStatus : std::uint8_t { Running, Succeeded, Failed, Aborted };

// How many there are of each; running is what has started and not ended.
struct MapRunCounts {
  std::int64_t total = 0;
  std::int64_t running = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  std::int64_t timed_out = 0;
  std::int64_t aborted = 0;

  [[nodiscard]] std::int64_t unsuccessful() const { return failed + timed_out + aborted; }
};

struct MapRun {
  struct Child {
    ChildStatus status = ChildStatus::Running;
    std::int32_t items = 1;      // more with an ItemBatcher
    std::optional<Json> output;  // of one that succeeded, while all outputs fit into a result
  };

  std::int64_t seq = 0;  // of the record that started it
  VisitId visit;
  std::string arn;
  MapRunStatus status = MapRunStatus::Running;
  WorkflowTime started_at;
  std::optional<WorkflowTime> stopped_at;
  std::int64_t ended_event = 0;  // that of its success

  MapRunLimits limits;
  std::int64_t next_item = 0;  // the first that no child has
  MapRunCounts items;
  MapRunCounts executions;      // total: those that have started; more may come
  std::vector<Child> children;  // by index; empty once the run has ended
  std::size_t output_bytes = 0;
  bool changed = false;  // in the turn that is being taken

  [[nodiscard]] bool is_running() const { return status == MapRunStatus::Running; }
  // Whether so many more children than have started leave room for another.
  [[nodiscard]] bool has_room_for(std::int64_t more) const;
  // Whether there are items that no child has yet, and room for a child.
  [[nodiscard]] bool can_start_child() const;
  [[nodiscard]] bool have_all_children_ended() const;
  // AWS "Tolerated failure threshold": more than either limit that is given; with none, any.
  [[nodiscard]] bool is_threshold_exceeded() const;
  // What DescribeMapRun answers of limits and counts: an encoded api::MapRunState.
  [[nodiscard]] std::string state_text() const;

  void start_child(std::int32_t items_of_child);
  void end_child(std::int32_t index, ChildStatus child_status, std::optional<Json> output);
  void end(MapRunStatus how, WorkflowTime when);
};

}  // namespace sfn::engine
