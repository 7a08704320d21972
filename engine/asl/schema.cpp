#include "engine/asl/schema.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/java/hash_order.h"
#include "base/time.h"
#include "engine/asl/expression_checks.h"
#include "engine/asl/variable_references.h"

namespace sfn::engine::asl {
namespace {

constexpr std::string_view kTextType = "STRING";
constexpr std::string_view kBooleanType = "BOOLEAN";
constexpr std::string_view kNumberType = "NUMBER";
constexpr std::string_view kObjectType = "OBJECT";
constexpr std::string_view kArrayType = "ARRAY";

constexpr std::string_view kEmpty = "Value cannot be empty";
constexpr auto kTrue = std::to_array<std::string_view>({"true"});

std::string one_of_message(std::span<const std::string_view> values) {
  return "Value should be one of the following: " + in_given_order(values);
}

const Field* find_field(const ObjectSchema& schema, std::string_view name) {
  const auto found = std::find_if(schema.fields.begin(), schema.fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == schema.fields.end() ? nullptr : &*found;
}

std::vector<std::string_view> present(const Json& object, std::span<const std::string_view> names) {
  std::vector<std::string_view> found;
  std::copy_if(names.begin(), names.end(), std::back_inserter(found),
               [&](std::string_view name) { return object.find(name) != nullptr; });
  return found;
}

void check_required(const Json& object, const ObjectSchema& schema, const Place& place) {
  std::vector<std::string_view> missing;
  std::copy_if(schema.required.begin(), schema.required.end(), std::back_inserter(missing),
               [&](std::string_view name) { return object.find(name) == nullptr; });
  if (!missing.empty()) place.schema_error(fields_required(missing));
}

void check_unknown(const Json& object, const ObjectSchema& schema, const Place& place) {
  std::vector<std::string_view> unknown;
  for (const auto& [name, value] : object.members()) {
    if (unknown.size() == kMostFindings) break;
    if (find_field(schema, name) == nullptr) unknown.push_back(name);
  }
  // Observed on AWS: TimeoutSeconds, Catch, Retry, which is their order in a Java HashSet.
  for (const std::size_t index : java_hash_order(unknown))
    place.schema_error(field_not_supported(unknown[index]));
}

void check_exclusive(const Json& object, const ObjectSchema& schema, const Place& place) {
  for (const Exclusive& group : schema.exclusive) {
    const std::size_t given = present(object, group.names).size();
    if (given > 1) {
      place.schema_error(only_one_of(group.names));
    } else if (given == 0 && group.choose == Choose::ExactlyOne) {
      place.schema_error("This object should have only one of the following fields: " +
                         in_hash_order(group.names));
    }
  }
}

bool is_used_in(const Field& field, Language language) {
  return field.use == Use::Both ||
         (field.use == Use::JsonPathOnly) == (language == Language::JsonPath);
}

void check_language(const Json& object, const ObjectSchema& schema, const Place& place) {
  for (const auto& [name, value] : object.members()) {
    const Field* const field = find_field(schema, name);
    if (field != nullptr && !is_used_in(*field, place.language)) {
      place.schema_error(only_in_language(name, place.language));
    }
  }
}

std::optional<std::string> wrong_range(const Json& value, const Field& field) {
  // What does not fit into 64 bits lies beyond either end.
  const double number = value.as_double();
  if (number < static_cast<double>(field.minimum))
    return "Minimum value is " + std::to_string(field.minimum);
  if (field.maximum != kNoMaximum && number > static_cast<double>(field.maximum)) {
    return "Maximum value is " + std::to_string(field.maximum);
  }
  return std::nullopt;
}

// The message for a value that the row does not allow.
std::optional<std::string> finding_about(const Json& value, const Field& field) {
  const auto unless = [](bool right, std::string_view type) -> std::optional<std::string> {
    if (right) return std::nullopt;
    return expected_type(type);
  };
  switch (field.kind) {
    case Kind::Any:
      return std::nullopt;
    case Kind::Text:
      return unless(value.is_string(), kTextType);
    case Kind::Timestamp:
      if (!value.is_string()) return expected_type(kTextType);
      // Observed: test_wait_timestamp_invalid.
      if (!parse_iso8601(value.as_string())) return "String does not match RFC3339 timestamp";
      return std::nullopt;
    case Kind::True:
      if (!value.is_boolean()) return expected_type(kBooleanType);
      if (!value.as_boolean()) return one_of_message(kTrue);
      return std::nullopt;
    case Kind::Boolean:
      return unless(value.is_boolean(), kBooleanType);
    case Kind::Integer:
      if (!value.is_number() || !value.is_integral()) return "Expected value of type Integer";
      return wrong_range(value, field);
    case Kind::Number:
      if (!value.is_number()) return expected_type(kNumberType);
      return wrong_range(value, field);
    case Kind::Enumeration:
      if (!value.is_string()) return expected_type(kTextType);
      if (std::find(field.values.begin(), field.values.end(), value.as_string()) ==
          field.values.end()) {
        return one_of_message(field.values);
      }
      return std::nullopt;
    case Kind::Object:
      return unless(value.is_object(), kObjectType);
    case Kind::NonEmptyObject:
      if (!value.is_object()) return expected_type(kObjectType);
      if (value.members().empty()) return std::string(kEmpty);
      return std::nullopt;
    case Kind::Array:
      return unless(value.is_array(), kArrayType);
    case Kind::NonEmptyArray:
      if (!value.is_array()) return expected_type(kArrayType);
      // Observed: test_parallel_state_empty_branches.
      if (value.items().empty()) return std::string(kEmpty);
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool check_object(const Json& value, const ObjectSchema& schema, const Place& place) {
  if (!value.is_object()) {
    place.schema_error(expected_type(kObjectType));
    return false;
  }
  check_required(value, schema, place);
  check_unknown(value, schema, place);
  check_exclusive(value, schema, place);
  for (const auto& [name, member] : value.members()) {
    const Field* const field = find_field(schema, name);
    if (field != nullptr && is_used_in(*field, place.language)) check_value(member, *field, place);
  }
  if (place.judge_language) check_language(value, schema, place);
  return true;
}

void check_value(const Json& value, const Field& field, const Place& object) {
  if (object.language == Language::Jsonata) {
    const Outcome outcome = field.after_work ? object.outcome : Outcome::None;
    if (field.expression && is_expression(value)) {
      check_expression(value, outcome, object.at(field.name));
      return;
    }
    if (field.expressions_within) check_expressions(value, outcome, object.at(field.name));
  } else {
    note_variables(value, field, object);
  }
  if (auto message = finding_about(value, field))
    object.at(field.name).schema_error(std::move(*message));
}

std::string in_given_order(std::span<const std::string_view> names) {
  std::string list = "[";
  for (const std::string_view name : names) {
    if (list.size() > 1) list += ", ";
    list += name;
  }
  return list += "]";
}

std::string in_hash_order(std::span<const std::string_view> names) {
  std::vector<std::string_view> ordered;
  for (const std::size_t index : java_hash_order(names)) ordered.push_back(names[index]);
  return in_given_order(ordered);
}

std::string field_not_supported(std::string_view name) {
  return "Field '" + std::string(name) + "' is not supported";
}

std::string fields_required(std::span<const std::string_view> names) {
  return "These fields are required: " + in_hash_order(names);
}

std::string only_one_of(std::span<const std::string_view> names) {
  return "There should only be one of the following fields: " + in_hash_order(names);
}

std::string expected_type(std::string_view type) {
  return "Expected value of type [" + std::string(type) + "]";
}

std::string only_in_language(std::string_view field, Language wrong) {
  const bool json_path = wrong == Language::JsonPath;
  return "The QueryLanguage is set to '" + std::string(language_name(wrong)) + "', but field '" +
         std::string(field) + "' is only supported for the '" +
         std::string(language_name(json_path ? Language::Jsonata : Language::JsonPath)) +
         "' QueryLanguage";
}

std::int64_t integer_or(const Json& object, std::string_view name, std::int64_t fallback) {
  return integer_if_given(object, name).value_or(fallback);
}

std::optional<std::int64_t> integer_if_given(const Json& object, std::string_view name) {
  const Json* const value = object.find(name);
  return value != nullptr && value->is_number() ? value->as_integer() : std::nullopt;
}

std::optional<std::string> text_if_given(const Json& object, std::string_view name) {
  const Json* const value = object.find(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->as_string();
}

}  // namespace sfn::engine::asl
