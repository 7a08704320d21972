#include "engine/query/jsonata/json_bridge.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/number_text.h"
#include "engine/query/jsonata/object.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

using JsonResult = Result<Json, BridgeFailure>;

// AWS: 1.0 prints as 1, 1e2 as 100; beyond 64 bits and with fractions Java's Double.toString shows;
// what is not finite becomes a string.
Json number_json(const Value& value, Dialect dialect) {
  if (value.tag() == Tag::LongNumber) return Json::integer(value.as_integer());
  const double number = value.as_number();
  if (!std::isfinite(number))
    return dialect == Dialect::Aws ? Json::string(javascript_number(number)) : Json{};
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (number == std::trunc(number) && number >= -kTwoTo63 && number < kTwoTo63)
    return Json::integer(static_cast<std::int64_t>(number));
  return Json::number(number);
}

// Whether every number in it is written as AWS writes it already, so that it can be shared.
bool is_canonical(const Json& json) {
  switch (json.type()) {
    case Json::Type::Number: {
      if (json.is_integral()) return json.as_integer().has_value();
      const double number = json.as_double();
      return std::isfinite(number) &&
             json.number_text() == number_json(Value::number(number), Dialect::Aws).number_text();
    }
    case Json::Type::Array:
      return std::all_of(json.items().begin(), json.items().end(), &is_canonical);
    case Json::Type::Object:
      return std::all_of(json.members().begin(), json.members().end(),
                         [](const Json::Member& member) { return is_canonical(member.second); });
    default:
      return true;
  }
}

class Bridge {
 public:
  explicit Bridge(Dialect dialect) : dialect_(dialect) {}

  JsonResult json(const Value& value, std::size_t depth) {
    if (depth > kMostValueDepth) return sfn::unexpected(BridgeFailure::TooDeep);
    switch (value.tag()) {
      case Tag::Boolean:
        return Json::boolean(value.as_boolean());
      case Tag::Number:
      case Tag::LongNumber:
        return number_json(value, dialect_);
      case Tag::String:
        return Json::string(as_utf8(value.as_string()));
      case Tag::JsonArray:
      case Tag::JsonObject:
        if (is_canonical(value.as_json())) return value.as_json().rebuilt();
        return value.is_array() ? array(value, depth) : object(value, depth);
      case Tag::Array:
      case Tag::Range:
        return array(value, depth);
      case Tag::Object:
        return object(value, depth);
      case Tag::Function:
        return sfn::unexpected(BridgeFailure::Function);
      default:
        return Json{};
    }
  }

 private:
  JsonResult array(const Value& value, std::size_t depth) {
    const ArrayView view(value);
    Json::Items items;
    items.reserve(view.size());
    for (std::size_t i = 0; i < view.size(); ++i) {
      SFN_TRY(Json item, json(view[i], depth + 1));
      items.push_back(std::move(item));
    }
    return Json::array(std::move(items));
  }
  JsonResult object(const Value& value, std::size_t depth) {
    const ObjectView view(value);
    Json::Members members;
    members.reserve(view.size());
    for (std::size_t i = 0; i < view.size(); ++i) {
      SFN_TRY(Json member, json(view.value(i), depth + 1));
      members.emplace_back(as_utf8(view.name(i)), std::move(member));
    }
    return Json::object(std::move(members));
  }

  Dialect dialect_;
};

}  // namespace

Result<Json, BridgeFailure> to_json(const Value& value, Dialect dialect) {
  return Bridge(dialect).json(value, 0);
}

std::optional<Json> shown_json(const Value& value) {
  if (value.is_undefined()) return std::nullopt;
  return to_json(value, Dialect::Official).value_or(Json::object({}));
}

}  // namespace sfn::query::jsonata
