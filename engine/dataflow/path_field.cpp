#include "engine/dataflow/path_field.h"

#include "engine/asl/schema.h"
#include "engine/query/jsonpath/expression.h"

namespace sfn::engine {

PathField PathField::compile(const Json& state, std::string_view field,
                             const DiagnosticSink& sink) {
  PathField compiled;
  const Json* const value = state.find(field);
  if (value == nullptr) return compiled;
  if (value->is_null()) {
    compiled.form_ = Form::Null;
    return compiled;
  }
  if (!value->is_string()) {
    sink.at(field).schema_error(asl::expected_type("STRING"));
    return compiled;
  }
  auto path = jsonpath::Path::compile(value->as_string());
  if (!path) {
    sink.at(field).schema_error("Value must be a valid JSONPath.");
    return compiled;
  }
  compiled.form_ = Form::Path;
  compiled.path_ = std::move(*path);
  return compiled;
}

StateResult<Json> PathField::select(const query::Scope& scope, query::Budget& budget) const {
  switch (form_) {
    case Form::Absent:
      return scope.input;
    case Form::Null:
      // ASL "Using Paths": null stands for an empty object.
      return Json::object({});
    case Form::Path:
      break;
  }
  auto selected = path_->evaluate(scope, budget);
  if (!selected) return sfn::unexpected(jsonpath::invalid_path_error(*path_, selected.error()));
  return std::move(*selected);
}

}  // namespace sfn::engine
