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

// What a value costs besides its texts, about. The room for items and members is taken before it is
// reserved: a range of millions is a few bytes until then.
constexpr std::size_t kArrayBytes = 80;
constexpr std::size_t kObjectBytes = 112;
constexpr std::size_t kTextBytes = 64;
constexpr std::size_t kDecimalBytes = 80;
// To allocate an array or object and to free it takes as long as so many steps.
constexpr std::uint64_t kContainerSteps = 5;

class Bridge {
 public:
  Bridge(Dialect dialect, Budget& budget) : dialect_(dialect), budget_(budget) {}

  JsonResult json(const Value& value, std::size_t depth) {
    if (depth > kMostValueDepth) return sfn::unexpected(BridgeFailure::TooDeep);
    SFN_CHECK_OK(take(0));
    switch (value.tag()) {
      case Tag::Boolean:
        return Json::boolean(value.as_boolean());
      case Tag::Number:
      case Tag::LongNumber: {
        Json number = number_json(value, dialect_);
        if (!number.is_number() || !number.is_integral()) SFN_CHECK_OK(take(kDecimalBytes));
        return number;
      }
      case Tag::String:
        SFN_CHECK_OK(take_text(value.as_string().size()));
        return Json::string(as_utf8(value.as_string()));
      case Tag::JsonArray:
      case Tag::JsonObject: {
        SFN_TRY(const bool is_shared, is_canonical(value.as_json()));
        if (is_shared) return value.as_json().rebuilt();
        return value.is_array() ? array(value, depth) : object(value, depth);
      }
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
  using Taken = Result<bool, BridgeFailure>;
  Taken take(std::size_t bytes, std::uint64_t steps = 1) {
    if (!budget_.take_step(steps)) return sfn::unexpected(BridgeFailure::OutOfSteps);
    if (!budget_.take_bytes(bytes)) return sfn::unexpected(BridgeFailure::OutOfMemory);
    return true;
  }
  Taken take_text(std::size_t bytes) {
    if (!budget_.take_step(bytes / kBytesOfStep)) return sfn::unexpected(BridgeFailure::OutOfSteps);
    return take(kTextBytes + bytes);
  }

  // Whether every number in it is written as AWS writes it already, so that it can be shared. Its
  // texts count as if they were copied: in the end they are written out.
  Taken is_canonical(const Json& json) {
    SFN_CHECK_OK(take(1));
    switch (json.type()) {
      case Json::Type::Number: {
        if (json.is_integral()) return json.as_integer().has_value();
        const double number = json.as_double();
        return std::isfinite(number) &&
               json.number_text() == number_json(Value::number(number), Dialect::Aws).number_text();
      }
      case Json::Type::String:
        return take_text(json.as_string().size());
      case Json::Type::Array:
        for (const Json& item : json.items()) {
          SFN_TRY(const bool is_good, is_canonical(item));
          if (!is_good) return false;
        }
        return true;
      case Json::Type::Object:
        for (const Json::Member& member : json.members()) {
          SFN_CHECK_OK(take_text(member.first.size()));
          SFN_TRY(const bool is_good, is_canonical(member.second));
          if (!is_good) return false;
        }
        return true;
      default:
        return true;
    }
  }

  JsonResult array(const Value& value, std::size_t depth) {
    const ArrayView view(value);
    SFN_CHECK_OK(take(kArrayBytes + view.size() * sizeof(Json), kContainerSteps));
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
    SFN_CHECK_OK(take(kObjectBytes + view.size() * sizeof(Json::Member), kContainerSteps));
    Json::Members members;
    members.reserve(view.size());
    for (std::size_t i = 0; i < view.size(); ++i) {
      SFN_CHECK_OK(take(view.name(i).size()));
      SFN_TRY(Json member, json(view.value(i), depth + 1));
      members.emplace_back(as_utf8(view.name(i)), std::move(member));
    }
    return Json::object(std::move(members));
  }

  Dialect dialect_;
  Budget& budget_;
};

}  // namespace

Code limit_of(BridgeFailure failure) {
  switch (failure) {
    case BridgeFailure::OutOfSteps:
      return Code::TimeOut;
    case BridgeFailure::OutOfMemory:
      return Code::MemoryLimit;
    default:
      return Code::StackOverflow;
  }
}

Result<Json, BridgeFailure> to_json(const Value& value, Dialect dialect, Budget& budget) {
  return Bridge(dialect, budget).json(value, 0);
}

Result<std::optional<Json>, BridgeFailure> shown_json(const Value& value, Budget& budget) {
  if (value.is_undefined()) return std::nullopt;
  auto json = to_json(value, Dialect::Official, budget);
  if (json) return *std::move(json);
  const bool is_limit =
      json.error() == BridgeFailure::OutOfSteps || json.error() == BridgeFailure::OutOfMemory;
  if (is_limit) return sfn::unexpected(json.error());
  return Json::object({});
}

std::optional<Json> shown_scalar(const Value& value) {
  Budget unbounded;
  return shown_json(value, unbounded).value_or(std::nullopt);
}

}  // namespace sfn::query::jsonata
