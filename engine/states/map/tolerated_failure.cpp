#include "engine/states/map/tolerated_failure.h"

#include <string>
#include <vector>

namespace sfn::engine {

ToleratedFailure ToleratedFailure::parse(const Json& state, const asl::Place& place) {
  std::vector<Diagnostic> reported;
  const asl::Place silent = place.reporting_to(reported);
  ToleratedFailure tolerated;
  tolerated.count_ = IntegerSource::compile(state, kToleratedFailureCount, silent);
  tolerated.percentage_ = FloatSource::compile(state, kToleratedFailurePercentage, silent);
  return tolerated;
}

// Observed: test_map_state_tolerated_failure_count_path,
// test_map_state_tolerated_failure_percentage_path.
StateResult<void> ToleratedFailure::resolve(MapRunLimits& limits, const query::Scope& scope,
                                            query::Budget& budget) const {
  if (percentage_) {
    SFN_TRY(limits.tolerated_failure_percentage, percentage_->resolve(scope, budget));
    if (*limits.tolerated_failure_percentage < 0 || *limits.tolerated_failure_percentage > 100) {
      return sfn::unexpected(percentage_->refused(std::string(kToleratedFailurePercentage) +
                                                  " must be between 0 and 100."));
    }
  }
  if (count_) {
    SFN_TRY(limits.tolerated_failure_count, count_->resolve(scope, budget));
    if (*limits.tolerated_failure_count < 0) {
      return sfn::unexpected(
          count_->refused(std::string(kToleratedFailureCount) + " cannot be negative."));
    }
  }
  return {};
}

}  // namespace sfn::engine
