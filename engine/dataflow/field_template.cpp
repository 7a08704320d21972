#include "engine/dataflow/field_template.h"

#include "base/assert.h"
#include "base/overloaded.h"

namespace sfn::engine {

FieldTemplate FieldTemplate::compile(const Json& owner, std::string_view field,
                                     const asl::Place& place) {
  FieldTemplate compiled;
  const Json* const source = owner.find(field);
  if (source == nullptr) return compiled;
  const asl::Place here = place.at(field);
  if (place.language == asl::Language::Jsonata) {
    compiled.value_ = JsonataTemplate::compile(*source, here);
  } else if (source->is_object() || source->is_array()) {
    if (auto payload = jsonpath::PayloadTemplate::compile(*source, here.where))
      compiled.value_ = *std::move(payload);
  }
  return compiled;
}

StateResult<Json> FieldTemplate::evaluate(const query::Scope& scope, query::Budget& budget) const {
  SFN_ASSERT(is_given(), "only a field that is given is evaluated");
  return std::visit(
      Overloaded{
          [](std::monostate) -> StateResult<Json> { return Json{}; },
          [&](const auto& of_language) { return of_language.evaluate(scope, budget); },
      },
      value_);
}

const JsonataExpression* FieldTemplate::expression() const {
  const auto* const jsonata = std::get_if<JsonataTemplate>(&value_);
  return jsonata == nullptr ? nullptr : jsonata->expression();
}

}  // namespace sfn::engine
