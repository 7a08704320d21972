#pragma once
// The operators of filters: one table, each row with its spelling and what it does with two
// operands.
#include <string_view>

#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/filter_value.h"

namespace sfn::jsonpath {

using FilterOutcome = Result<bool, FilterFailure>;

struct FilterOperator {
  std::string_view name;  // upper case; filters may use any
  FilterOutcome (*apply)(const FilterValue& left, const FilterValue& right, query::Budget& budget);
};

// nullptr where there is no such operator.
[[nodiscard]] const FilterOperator* find_filter_operator(std::string_view name);

}  // namespace sfn::jsonpath
