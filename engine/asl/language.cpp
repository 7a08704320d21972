#include "engine/asl/language.h"

#include "engine/asl/fields.h"

namespace sfn::engine::asl {

Language language_of(const Json& object, Language inherited) {
  const Json* const given = object.find(fields::kQueryLanguage);
  if (given == nullptr) return inherited;
  const bool json_path =
      given->is_string() && given->as_string() == language_name(Language::JsonPath);
  return json_path ? Language::JsonPath : Language::Jsonata;
}

}  // namespace sfn::engine::asl
