#pragma once
// PathEvaluator: walks a document along compiled paths, as Jayway does: the same results in the
// same order, its oddities included. One for each evaluation; borrows the document and the budget.
// Not thread-safe.
#include <optional>
#include <vector>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/jsonpath/evaluation_failure.h"
#include "engine/query/jsonpath/path_tokens.h"

namespace sfn::jsonpath {

class PathEvaluator {
 public:
  explicit PathEvaluator(query::Budget& budget) : budget_(budget) {}

  // One value for a definite path, an array for any other.
  [[nodiscard]] Result<Json, EvaluationFailure> evaluate(const TokenPath& path, const Json& item);

 private:
  // One walk along one path.
  struct Walk {
    explicit Walk(const TokenPath& of) : path(of) {}

    const TokenPath& path;
    std::optional<Json> value;  // the last one; of a definite path
    Json::Items values;         // of any other
    // Set while a deep scan steps into the elements of an array.
    std::optional<std::size_t> scanned_index;
    bool element_missing = false;
  };

  // Each returns false when the evaluation has failed.
  bool visit(Walk& walk, std::size_t at, const Json& model);
  bool add(Walk& walk, const Json& value);
  bool property(Walk& walk, std::size_t at, const std::string& name, const Json& model);
  bool properties(Walk& walk, std::size_t at, const Json& model);
  bool merged_properties(Walk& walk, const PropertyToken& token, const Json& model);
  bool indexes(Walk& walk, std::size_t at, const Json& model);
  bool slice(Walk& walk, std::size_t at, const Json& model);
  bool wildcard(Walk& walk, std::size_t at, const Json& model);
  bool scan(Walk& walk, std::size_t at, const Json& model);
  bool scan_one(Walk& walk, std::size_t target, const Json& model);
  bool scan_matches(const Walk& walk, std::size_t target, const Json& model);

  // The element that Jayway's index means; nullptr where there is none.
  const Json* element(Walk& walk, std::int64_t index, const Json& model);
  [[nodiscard]] bool hides_leaf(const Walk& walk, std::size_t at) const;
  bool fail(EvaluationFailure::Kind kind, const Walk& walk, std::size_t at, const Json& model);

  query::Budget& budget_;
  std::size_t depth_ = 0;
  std::optional<EvaluationFailure> failure_;
};

}  // namespace sfn::jsonpath
