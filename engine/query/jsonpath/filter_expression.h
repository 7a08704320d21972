#pragma once
// What a filter `[?(…)]` is compiled to. Internal to this folder; immutable once compiled.
#include <memory>
#include <variant>
#include <vector>

#include "engine/query/jsonpath/filter_operators.h"
#include "engine/query/jsonpath/filter_value.h"
#include "engine/query/jsonpath/path_tokens.h"

namespace sfn::jsonpath {

struct FilterExpression;

struct PathOperand {
  std::shared_ptr<const TokenPath> path;
  bool should_exist = true;  // false after "!"
};
using Operand = std::variant<PathOperand, FilterValue>;

struct Comparison {
  Operand left;
  const FilterOperator* op = nullptr;  // a row of the table
  Operand right;
};
struct Exists {  // a path alone
  PathOperand operand;
};
struct Not {
  std::unique_ptr<const FilterExpression> operand;
};
struct And {
  std::vector<FilterExpression> operands;
};
struct Or {
  std::vector<FilterExpression> operands;
};
struct FilterExpression {
  std::variant<Comparison, Exists, Not, And, Or> value;
};

}  // namespace sfn::jsonpath
