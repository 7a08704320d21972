#pragma once
// MapItems: what a Map goes through: the value at ItemsPath. Immutable. AWS "ItemsPath"
#include <optional>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

inline constexpr std::string_view kItemsPath = "ItemsPath";

class MapItems {
 public:
  // The path has been checked. The place is the state.
  [[nodiscard]] static MapItems parse(const Json& state);

  enum class Allow : std::uint8_t { Array, ArrayOrObject };
  // scope.input is the effective input. An array or, where that is allowed, an object, rebuilt.
  [[nodiscard]] StateResult<Json> resolve(Allow allow, const query::Scope& scope,
                                          query::Budget& budget) const;

 private:
  std::optional<jsonpath::Path> path_;  // unset: the effective input itself
};

}  // namespace sfn::engine
