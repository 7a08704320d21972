#include <algorithm>
#include <array>

#include "engine/asl/schema.h"
#include "engine/dataflow/path_sibling.h"
#include "engine/dataflow/value_source.h"

namespace sfn::engine {
namespace {

// AWS "Fail state": the intrinsic functions that ErrorPath and CausePath take, those that give a
// text.
constexpr auto kTextIntrinsics = std::to_array<std::string_view>({
    "States.Format",
    "States.JsonToString",
    "States.ArrayGetItem",
    "States.Base64Encode",
    "States.Base64Decode",
    "States.Hash",
    "States.UUID",
});

bool is_allowed(const jsonpath::Expression& expression) {
  if (const jsonpath::Path* const path = expression.path()) return path->is_reference_path();
  const std::string_view text = expression.text();
  const std::string_view function = text.substr(0, text.find('('));
  return std::find(kTextIntrinsics.begin(), kTextIntrinsics.end(), function) !=
         kTextIntrinsics.end();
}

}  // namespace

std::optional<TextSource> TextSource::compile(const Json& owner, std::string_view field,
                                              const asl::Place& place) {
  std::string path_field = path_sibling(field);
  if (const Json* const source = owner.find(path_field)) {
    const auto refuse = [&](std::string message) {
      place.at(path_field).schema_error(std::move(message));
      return std::nullopt;
    };
    if (!source->is_string()) return refuse(asl::expected_type("STRING"));
    auto expression = jsonpath::Expression::compile(source->as_string());
    if (!expression || !is_allowed(*expression)) {
      return refuse("The value for the field '" + path_field +
                    "' must be a valid JSONPath or a valid intrinsic function call");
    }
    return TextSource{std::move(path_field), std::move(*expression)};
  }
  if (auto expression = JsonataExpression::compile(owner, field, place))
    return TextSource{std::move(path_field), *std::move(expression)};
  const Json* const literal = owner.find(field);
  if (literal == nullptr || !literal->is_string()) return std::nullopt;
  return TextSource{std::move(path_field), literal->as_string()};
}

StateResult<std::string> TextSource::resolve(const query::Scope& scope,
                                             query::Budget& budget) const {
  if (const auto* const literal = std::get_if<std::string>(&value_)) return *literal;
  if (const auto* const expression = std::get_if<JsonataExpression>(&value_)) {
    SFN_TRY(const Json text, expression->evaluate_as(Json::Type::String, scope, budget));
    return text.as_string();
  }
  const auto& expression = std::get<jsonpath::Expression>(value_);
  SFN_TRY(const Json value, expression.evaluate(path_field_, scope, budget));
  if (value.is_string()) return value.as_string();
  // ASL "Fail State": the path must give a string. AWS's words for another value are not known.
  return sfn::unexpected(runtime_error("The " + path_field_ + " field refers to value \"" +
                                       value.text() +
                                       "\" which is not a string: " + expression.text()));
}

}  // namespace sfn::engine
