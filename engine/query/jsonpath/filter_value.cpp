#include "engine/query/jsonpath/filter_value.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/overloaded.h"
#include "engine/query/jsonpath/escapes.h"
#include "engine/query/jsonpath/java_value.h"
#include "engine/query/jsonpath/lenient_json.h"
#include "engine/query/jsonpath/path_parser.h"

namespace sfn::jsonpath {
namespace {

bool looks_like_path(std::string_view text) {
  return (text.starts_with('$') || text.starts_with('@')) &&
         parse_path(text, QuoteEscapes::Jayway).has_value();
}

bool looks_like_json(std::string_view text) {
  if (text.size() < 2) return false;
  return (text.front() == '[' && text.back() == ']') || (text.front() == '{' && text.back() == '}');
}

Result<FilterValue, FilterFailure> number_value(const Json& number) {
  if (const auto small = number.as_integer()) return FilterNumber(*small);
  if (auto value = FilterNumber::parse(java_number_text(number))) return *std::move(value);
  return sfn::unexpected(FilterFailure{FilterFailure::Kind::Error,
                                       "Character I is neither a decimal digit number, decimal "
                                       "point, nor \"e\" notation exponential mark."});
}

// json-smart keeps a fraction that is spelt with more than 18 characters as a BigDecimal, which
// equals no Double.
bool is_big_decimal(const Json& number) {
  constexpr std::size_t kLongestDouble = 18;
  return !number.is_integral() && number.number_text().size() > kLongestDouble;
}

bool holds_big_decimal(const Json& literal) {
  switch (literal.type()) {
    case Json::Type::Number:
      return is_big_decimal(literal);
    case Json::Type::Array:
      return std::any_of(literal.items().begin(), literal.items().end(), holds_big_decimal);
    case Json::Type::Object:
      return std::any_of(literal.members().begin(), literal.members().end(),
                         [](const auto& member) { return holds_big_decimal(member.second); });
    case Json::Type::Null:
    case Json::Type::Boolean:
    case Json::Type::String:
      break;
  }
  return false;
}

Result<FilterValue, FilterFailure> literal_number_value(const Json& number) {
  if (is_big_decimal(number)) {
    if (auto value = FilterNumber::parse(number.number_text())) return *std::move(value);
  }
  return number_value(number);
}

// Strings in lists are read like literals: quotes around them go away, escapes count.
Result<FilterValue, FilterFailure> listed_string(const Json& value) {
  std::string_view text = value.as_string();
  const std::string_view core = java_trim(text);
  if (looks_like_path(core)) return PathText{};
  if (looks_like_json(core)) return JsonLiteral{std::string(text), nullptr};
  if (text.size() > 1 && text.front() == text.back() &&
      (text.front() == '\'' || text.front() == '"')) {
    text = text.substr(1, text.size() - 2);
  } else if (text.find('\\') == std::string_view::npos) {
    return Text{value};
  }
  auto plain = unescape(text);
  if (!plain)
    return sfn::unexpected(FilterFailure{FilterFailure::Kind::Error, plain.error().message});
  return Text{Json::string(*std::move(plain))};
}

using NumberValue = Result<FilterValue, FilterFailure> (*)(const Json& number);

Result<FilterValues, FilterFailure> operands(const Json::Items& items, NumberValue number) {
  FilterValues values;
  values.reserve(items.size());
  for (const Json& item : items) {
    if (item.is_array() || item.is_object()) {
      return sfn::unexpected(
          FilterFailure{FilterFailure::Kind::Error, "Could not determine value type"});
    }
    SFN_TRY(FilterValue value, item.is_string()   ? listed_string(item)
                               : item.is_number() ? number(item)
                                                  : document_value(item));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace

std::optional<FilterNumber> FilterNumber::parse(std::string_view text) {
  std::int64_t small = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, small);
  if (error == std::errc{} && end == last) return FilterNumber(small);
  auto value = Decimal::parse(text);
  if (!value) return std::nullopt;
  return FilterNumber(*std::move(value));
}

Decimal FilterNumber::decimal() const {
  const auto* const small = std::get_if<std::int64_t>(&value_);
  return small != nullptr ? *Decimal::parse(std::to_string(*small)) : std::get<Decimal>(value_);
}

std::string FilterNumber::text() const { return decimal().text(); }
std::int32_t FilterNumber::int_value() const { return decimal().int_value(); }

std::weak_ordering operator<=>(const FilterNumber& a, const FilterNumber& b) {
  const auto* const x = std::get_if<std::int64_t>(&a.value_);
  const auto* const y = std::get_if<std::int64_t>(&b.value_);
  if (x != nullptr && y != nullptr) return *x <=> *y;
  return a.decimal() <=> b.decimal();
}

FilterValue literal_value(std::string text) {
  auto value = parse_lenient_json(text);
  Result<FilterValues, FilterFailure> list = FilterValues{};
  if (value && value->is_array()) list = operands(value->items(), &literal_number_value);
  const bool has_big_decimal = value && holds_big_decimal(*value);
  auto parsed = std::make_shared<const JsonLiteral::Parsed>(
      JsonLiteral::Parsed{std::move(value), std::move(list), has_big_decimal});
  return JsonLiteral{std::move(text), std::move(parsed)};
}

Result<FilterValue, FilterFailure> document_value(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return NullValue{};
    case Json::Type::Boolean:
      return value.as_boolean();
    case Json::Type::Number:
      return number_value(value);
    case Json::Type::String:
      return Text{value};
    case Json::Type::Array:
    case Json::Type::Object:
      break;
  }
  return value;
}

Result<FilterValues, FilterFailure> list_values(const Json::Items& items) {
  return operands(items, &number_value);
}

bool equal(const FilterValue& a, const FilterValue& b) {
  return std::visit(Overloaded{
                        [](const NullValue&, const NullValue&) { return true; },
                        [](bool x, bool y) { return x == y; },
                        [](const FilterNumber& x, const FilterNumber& y) { return x == y; },
                        [](const FilterNumber& x, const Text& y) {
                          const auto number = FilterNumber::parse(y.view());
                          return number && x == *number;
                        },
                        [](const Text& x, const FilterNumber& y) { return x.view() == y.text(); },
                        [](const Text& x, const Text& y) { return x.view() == y.view(); },
                        [](const Json& x, const Json& y) { return java_equal(x, y); },
                        [](const JsonLiteral& x, const JsonLiteral& y) { return x.text == y.text; },
                        [](const auto&, const auto&) {
                          return false;
                        },  // different kinds; paths and patterns equal nothing
                    },
                    a, b);
}

}  // namespace sfn::jsonpath
