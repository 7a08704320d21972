#pragma once
// MapItems: what a Map goes through: the value at ItemsPath (JSONPath) or of Items (JSONata).
// Immutable. AWS "ItemsPath", "Items"
#include <optional>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/field_template.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

inline constexpr std::string_view kItemsPath = "ItemsPath";
inline constexpr std::string_view kItems = "Items";

class MapItems {
 public:
  // The fields have been checked. The place is the state.
  [[nodiscard]] static MapItems parse(const Json& state, const asl::Place& place);

  enum class Allow : std::uint8_t { Array, ArrayOrObject };
  // scope.input is the effective input. An array or, where that is allowed, an object, rebuilt.
  [[nodiscard]] StateResult<Json> resolve(Allow allow, const query::Scope& scope,
                                          query::Budget& budget) const;

 private:
  [[nodiscard]] StateResult<Json> resolve_path(Allow allow, const query::Scope& scope,
                                               query::Budget& budget) const;
  [[nodiscard]] StateResult<Json> resolve_items(Allow allow, const query::Scope& scope,
                                                query::Budget& budget) const;

  asl::Language language_ = asl::Language::JsonPath;
  std::optional<jsonpath::Path> path_;  // unset: the effective input itself
  FieldTemplate items_;                 // not given: the input itself
};

}  // namespace sfn::engine
