#include "engine/states/map/map_items.h"

#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/reference_path.h"

namespace sfn::engine {
namespace {

// Observed on AWS: a context path is shown with one `$`.
std::string shown_path(const std::optional<jsonpath::Path>& path) {
  if (!path) return "$";
  return path->kind() == jsonpath::Path::Kind::Context ? path->text().substr(1) : path->text();
}

bool are_items(const Json& value, MapItems::Allow allow) {
  return value.is_array() || (allow == MapItems::Allow::ArrayOrObject && value.is_object());
}

}  // namespace

MapItems MapItems::parse(const Json& state, const asl::Place& place) {
  MapItems items;
  items.language_ = place.language;
  if (place.language == asl::Language::Jsonata) {
    items.items_ = FieldTemplate::compile(state, kItems, place);
    return items;
  }
  const Json* const text = state.find(kItemsPath);
  if (text == nullptr || !text->is_string()) return items;
  if (auto path = jsonpath::Path::compile(text->as_string())) items.path_ = std::move(*path);
  return items;
}

StateResult<Json> MapItems::resolve(Allow allow, const query::Scope& scope,
                                    query::Budget& budget) const {
  return language_ == asl::Language::Jsonata ? resolve_items(allow, scope, budget)
                                             : resolve_path(allow, scope, budget);
}

// Observed: test_map_state_items_eval_jsonata_fail, test_map_state_items_input_types.
StateResult<Json> MapItems::resolve_items(Allow allow, const query::Scope& scope,
                                          query::Budget& budget) const {
  Json value = scope.input;
  if (items_.is_given()) {
    SFN_TRY(value, items_.evaluate(scope, budget));
  }
  if (are_items(value, allow)) return value.rebuilt();
  if (const JsonataExpression* const expression = items_.expression())
    return sfn::unexpected(expression->unexpected_type(Json::Type::Array, value));
  return sfn::unexpected(query_evaluation_error(
      "Map state input must be an array but was: " + value.rebuilt().text(), std::nullopt));
}

StateResult<Json> MapItems::resolve_path(Allow allow, const query::Scope& scope,
                                         query::Budget& budget) const {
  Json value = scope.input;
  if (path_) {
    auto found = path_->evaluate(scope, budget);
    if (!found) {
      // AWS's words for what is missing are those of a reference path that does not fit the input.
      if (path_->kind() == jsonpath::Path::Kind::Input && path_->is_reference_path() &&
          !path_->steps().empty()) {
        return sfn::unexpected(jsonpath::unresolved_reference(*path_, scope.input));
      }
      return sfn::unexpected(jsonpath::invalid_path_error(*path_, found.error()));
    }
    value = std::move(*found);
  }
  if (!are_items(value, allow)) {
    return sfn::unexpected(
        runtime_error("Reference path \"" + shown_path(path_) + "\" must point to array."));
  }
  return value.rebuilt();
}

}  // namespace sfn::engine
