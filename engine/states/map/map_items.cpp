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

}  // namespace

MapItems MapItems::parse(const Json& state) {
  MapItems items;
  const Json* const text = state.find(kItemsPath);
  if (text == nullptr || !text->is_string()) return items;
  if (auto path = jsonpath::Path::compile(text->as_string())) items.path_ = std::move(*path);
  return items;
}

StateResult<Json> MapItems::resolve(Allow allow, const query::Scope& scope,
                                    query::Budget& budget) const {
  Json value = scope.input;
  if (path_) {
    auto found = path_->evaluate(scope, budget);
    if (!found) {
      // AWS's words for what is missing are those of a reference path that does not fit the input.
      if (path_->kind() == jsonpath::Path::Kind::Input && path_->is_reference_path() &&
          !path_->steps().empty()) {
        return sfn::unexpected(
            jsonpath::reference_path_conflict(path_->steps().back(), scope.input));
      }
      return sfn::unexpected(jsonpath::invalid_path_error(*path_, found.error()));
    }
    value = std::move(*found);
  }
  const bool fits = value.is_array() || (allow == Allow::ArrayOrObject && value.is_object());
  if (!fits) {
    return sfn::unexpected(
        runtime_error("Reference path \"" + shown_path(path_) + "\" must point to array."));
  }
  return value.rebuilt();
}

}  // namespace sfn::engine
