#include "engine/asl/language.h"

#include "engine/asl/fields.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine::asl {

Language language_of(const Json& object, Language inherited) {
  const Json* const given = object.find(fields::kQueryLanguage);
  if (given == nullptr) return inherited;
  const bool json_path =
      given->is_string() && given->as_string() == language_name(Language::JsonPath);
  return json_path ? Language::JsonPath : Language::Jsonata;
}

std::string_view result_member(std::string_view key, Language language) {
  return language == Language::JsonPath ? jsonpath::member_name(key) : key;
}

}  // namespace sfn::engine::asl
