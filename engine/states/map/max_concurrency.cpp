#include "engine/states/map/max_concurrency.h"

#include <algorithm>
#include <string>

namespace sfn::engine {

StateResult<std::int64_t> resolve_max_concurrency(const std::optional<IntegerSource>& source,
                                                  std::int64_t most, const query::Scope& scope,
                                                  query::Budget& budget) {
  if (!source) return most;
  SFN_TRY(const std::int64_t given, source->resolve(scope, budget));
  // AWS's words are not known; these are those of ToleratedFailureCount.
  if (given < 0)
    return sfn::unexpected(source->refused(std::string(kMaxConcurrency) + " cannot be negative."));
  return given == 0 ? most : std::min(given, most);
}

}  // namespace sfn::engine
