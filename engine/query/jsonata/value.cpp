#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

Value Value::json(const Json& json) {
  switch (json.type()) {
    case Json::Type::Null:
      return null();
    case Json::Type::Boolean:
      return boolean(json.as_boolean());
    case Json::Type::Number:
      if (const auto whole = json.as_integer()) return integer(*whole);
      return number(json.as_double());
    case Json::Type::String:
      return string(json.as_string());
    case Json::Type::Array: {
      Value result{Tag::JsonArray, 0, json.items().size()};
      result.json_ = &json;
      return result;
    }
    case Json::Type::Object:
      break;
  }
  Value result{Tag::JsonObject};
  result.json_ = &json;
  return result;
}

}  // namespace sfn::query::jsonata
