#include "engine/dataflow/result_path.h"

#include "engine/asl/fields.h"
#include "engine/asl/schema.h"
#include "engine/query/json_depth.h"

namespace sfn::engine {

ResultPath ResultPath::compile(const Json& owner, const DiagnosticSink& sink) {
  ResultPath compiled;
  const Json* const value = owner.find(asl::fields::kResultPath);
  if (value == nullptr) return compiled;
  if (value->is_null()) {
    compiled.form_ = Form::Null;
    return compiled;
  }
  DiagnosticSink here = sink.at(asl::fields::kResultPath);
  if (!value->is_string()) {
    here.schema_error(asl::expected_type("STRING"));
    return compiled;
  }
  auto path = jsonpath::ReferencePath::compile(value->as_string());
  if (!path) {
    here.schema_error("Value is not a Reference Path: " + path.error().message);
    return compiled;
  }
  // `$` puts the result in the place of the input, as if the field were absent.
  if (path->is_root()) return compiled;
  compiled.form_ = Form::Path;
  compiled.path_ = std::move(*path);
  return compiled;
}

StateResult<Json> ResultPath::place(const Json& raw_input, const Json& result) const {
  switch (form_) {
    case Form::Absent:
      return result;
    case Form::Null:
      return raw_input;
    case Form::Path:
      break;
  }
  SFN_TRY(const Json combined, path_->set(raw_input, result.rebuilt()));
  return query::within_depth(combined.rebuilt());
}

}  // namespace sfn::engine
