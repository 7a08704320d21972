#pragma once
// PathEvaluator: walks a document along compiled paths, as Jayway does: the same results in the
// same order, its oddities included. One for each evaluation; borrows the document and the budget.
// Not thread-safe.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/evaluation_failure.h"
#include "engine/query/jsonpath/filter_expression.h"
#include "engine/query/jsonpath/path_tokens.h"

namespace sfn::jsonpath {

class PathEvaluator {
 public:
  // The root is what "$" means in filters and parameters.
  PathEvaluator(const Json& root, query::Budget& budget) : root_(&root), budget_(budget) {}

  // One value for a definite path, an array for any other.
  [[nodiscard]] Result<Json, EvaluationFailure> evaluate(const TokenPath& path, const Json& item);

 private:
  // Whether a missing member at the end of a path is a failure even where the path is not definite.
  enum class Members : std::uint8_t { Optional, Required };

  // One walk along one path.
  struct Walk {
    Walk(const TokenPath& of, Members demand) : path(of), members(demand) {}

    const TokenPath& path;
    Members members;
    std::optional<Json> value;  // the last one; of a definite path
    Json::Items values;         // of any other
    // Set while a deep scan steps into the elements of an array.
    std::optional<std::size_t> scanned_index;
    bool element_missing = false;
  };

  [[nodiscard]] Result<Json, EvaluationFailure> evaluate(const TokenPath& path, const Json& item,
                                                         Members members);

  // Each returns false when the evaluation has failed.
  bool visit(Walk& walk, std::size_t at, const Json& model);
  bool branch(Walk& walk, std::size_t at, const Json& model);
  bool visit_element(Walk& walk, std::size_t at, const Json& element);
  bool add(Walk& walk, const Json& value);
  bool property(Walk& walk, std::size_t at, const std::string& name, const Json& model);
  bool properties(Walk& walk, std::size_t at, const Json& model);
  bool merged_properties(Walk& walk, const PropertyToken& token, const Json& model);
  bool indexes(Walk& walk, std::size_t at, const Json& model);
  bool slice(Walk& walk, std::size_t at, const Json& model);
  bool wildcard(Walk& walk, std::size_t at, const Json& model);
  bool scan(Walk& walk, std::size_t at, const Json& model);
  bool scan_one(Walk& walk, std::size_t target, const Json& model);
  std::optional<bool> scan_matches(const Walk& walk, std::size_t target, const Json& model);

  bool filter(Walk& walk, std::size_t at, const Json& model);
  bool call(Walk& walk, std::size_t at, const Json& model);

  // Filters; nullopt when the evaluation has failed.
  std::optional<bool> accepts(const FilterExpression& filter, const Json& item, Members members);
  std::optional<bool> matches(const FilterExpression& filter, const Json& item, Members members);
  std::optional<bool> compare(const Comparison& comparison, const Json& item, Members members);
  std::optional<bool> exists(const Exists& exists, const Json& item);
  std::optional<FilterValue> operand(const PathOperand& operand, const Json& item, Members members);
  std::nullopt_t filter_failed(const FilterFailure& failure);

  // The values of a function's parameters; an error is the text of one that is no JSON.
  using Arguments = std::vector<Result<Json, std::string>>;
  std::optional<Arguments> arguments(const FunctionToken& function);
  std::optional<Json> measured(const FunctionToken& function, const Json& model);

  // The element that Jayway's index means; nullptr where there is none.
  const Json* element(Walk& walk, std::int64_t index, const Json& model);
  [[nodiscard]] bool hides_leaf(const Walk& walk, std::size_t at) const;
  bool fail(EvaluationFailure::Kind kind, const Walk& walk, std::size_t at, const Json& model);
  // Forgets a function's failure to find an index, which ends with the element that it happened in.
  bool forget_out_of_bounds();

  const Json* root_;
  query::Budget& budget_;
  std::size_t depth_ = 0;
  std::optional<EvaluationFailure> failure_;
  // What paths from the root gave in filters: they are the same for every item.
  std::vector<std::pair<const TokenPath*, FilterValue>> root_values_;
};

}  // namespace sfn::jsonpath
