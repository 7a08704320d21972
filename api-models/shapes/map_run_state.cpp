#include "api-models/shapes/map_run_state.h"

namespace sfn::api {

std::span<const Field<MapRunCounts>> Shape<MapRunCounts>::fields() {
  static constexpr Field<MapRunCounts> kFields[] = {
      required<&MapRunCounts::pending>("pending"),
      required<&MapRunCounts::running>("running"),
      required<&MapRunCounts::succeeded>("succeeded"),
      required<&MapRunCounts::failed>("failed"),
      required<&MapRunCounts::timed_out>("timedOut"),
      required<&MapRunCounts::aborted>("aborted"),
      required<&MapRunCounts::total>("total"),
      required<&MapRunCounts::results_written>("resultsWritten"),
  };
  return kFields;
}

std::span<const Field<MapRunState>> Shape<MapRunState>::fields() {
  static constexpr Field<MapRunState> kFields[] = {
      required<&MapRunState::max_concurrency>("maxConcurrency"),
      required<&MapRunState::tolerated_failure_percentage>("toleratedFailurePercentage"),
      required<&MapRunState::tolerated_failure_count>("toleratedFailureCount"),
      required<&MapRunState::item_counts>("itemCounts"),
      required<&MapRunState::execution_counts>("executionCounts"),
  };
  return kFields;
}

}  // namespace sfn::api
