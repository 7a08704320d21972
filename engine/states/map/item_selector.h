#pragma once
// ItemSelector: what each iteration of a Map gets as its input. Its name in old definitions is
// Parameters. Immutable. AWS "ItemSelector"
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/field_template.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

inline constexpr std::string_view kItemSelector = "ItemSelector";

class ItemSelector {
 public:
  // The place is the state.
  [[nodiscard]] static ItemSelector parse(const Json& state, const asl::Place& place);

  // False: each item is an iteration's input as it is.
  [[nodiscard]] bool is_given() const { return selector_.is_given(); }
  // The scope is that of the item; scope.input is the Map's effective input. Observed:
  // test_map_state_item_selector. Precondition: is_given().
  [[nodiscard]] StateResult<Json> select(const query::Scope& scope, query::Budget& budget) const {
    return selector_.evaluate(scope, budget);
  }

 private:
  FieldTemplate selector_;
};

}  // namespace sfn::engine
