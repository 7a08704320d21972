#pragma once
// ToleratedFailurePercentage and ToleratedFailureCount: how many items of a distributed Map may
// fail. AWS "Tolerated failure threshold"
#include <optional>
#include <string_view>

#include "engine/dataflow/value_source.h"
#include "engine/execution/map_run_record.h"

namespace sfn::engine {

inline constexpr std::string_view kToleratedFailurePercentage = "ToleratedFailurePercentage";
inline constexpr std::string_view kToleratedFailurePercentagePath =
    "ToleratedFailurePercentagePath";
inline constexpr std::string_view kToleratedFailureCount = "ToleratedFailureCount";
inline constexpr std::string_view kToleratedFailureCountPath = "ToleratedFailureCountPath";

class ToleratedFailure {
 public:
  // The fields have been checked. The place is the state.
  [[nodiscard]] static ToleratedFailure parse(const Json& state, const asl::Place& place);

  // Sets what the definition gives. scope.input is the effective input.
  [[nodiscard]] StateResult<void> resolve(MapRunLimits& limits, const query::Scope& scope,
                                          query::Budget& budget) const;

 private:
  std::optional<IntegerSource> count_;
  std::optional<FloatSource> percentage_;
};

}  // namespace sfn::engine
