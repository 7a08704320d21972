#pragma once
// Schema: which fields an object of a definition may have and what they may hold, as constexpr
// tables, and the one check that walks them. AWS ValidateStateMachineDefinition:
// SCHEMA_VALIDATION_FAILED.
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine::asl {

enum class Kind : std::uint8_t {
  Any,  // checked by whoever compiles it
  Text,
  Timestamp,
  True,
  Boolean,
  Integer,
  Number,
  Enumeration,
  Object,
  NonEmptyObject,
  Array,
  NonEmptyArray,
};

// In which query language the field exists.
enum class Use : std::uint8_t { Both, JsonPathOnly, JsonataOnly };

inline constexpr std::int64_t kNoMaximum = std::numeric_limits<std::int64_t>::max();

struct Field {
  std::string_view name;
  Kind kind = Kind::Any;
  Use use = Use::Both;
  // A path or, in some fields, a call of an intrinsic function.
  bool path = false;
  // In a JSONata state a `{% … %}` text may stand for the value.
  bool expression = false;
  // A template: `{% … %}` texts may stand anywhere in it, or keys that end in `.$` in a JSONPath
  // state.
  bool expressions_within = false;
  bool after_work = false;  // evaluated when the state's work is done
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = kNoMaximum;
  std::span<const std::string_view> values = {};
};

constexpr Field any(std::string_view name) { return {.name = name}; }
constexpr Field text(std::string_view name) { return {.name = name, .kind = Kind::Text}; }
constexpr Field timestamp(std::string_view name) { return {.name = name, .kind = Kind::Timestamp}; }
// `true` and nothing else.
constexpr Field flag(std::string_view name) { return {.name = name, .kind = Kind::True}; }
constexpr Field boolean(std::string_view name) { return {.name = name, .kind = Kind::Boolean}; }
constexpr Field object(std::string_view name) { return {.name = name, .kind = Kind::Object}; }
constexpr Field non_empty_object(std::string_view name) {
  return {.name = name, .kind = Kind::NonEmptyObject};
}
constexpr Field array(std::string_view name) { return {.name = name, .kind = Kind::Array}; }
constexpr Field non_empty_array(std::string_view name) {
  return {.name = name, .kind = Kind::NonEmptyArray};
}
constexpr Field integer(std::string_view name, std::int64_t minimum,
                        std::int64_t maximum = kNoMaximum) {
  return {.name = name, .kind = Kind::Integer, .minimum = minimum, .maximum = maximum};
}
constexpr Field number(std::string_view name, std::int64_t minimum,
                       std::int64_t maximum = kNoMaximum) {
  return {.name = name, .kind = Kind::Number, .minimum = minimum, .maximum = maximum};
}
constexpr Field one_of(std::string_view name, std::span<const std::string_view> values) {
  return {.name = name, .kind = Kind::Enumeration, .values = values};
}
// Compiled by its state; exists in JSONPath only.
constexpr Field path(std::string_view name) {
  return {.name = name, .use = Use::JsonPathOnly, .path = true};
}
constexpr Field or_expression(Field field) {
  field.expression = true;
  return field;
}
constexpr Field with_expressions(Field field) {
  field.expressions_within = true;
  return field;
}
constexpr Field after_work(Field field) {
  field.after_work = true;
  return field;
}
constexpr Field json_path_only(Field field) {
  field.use = Use::JsonPathOnly;
  return field;
}
constexpr Field jsonata_only(Field field) {
  field.use = Use::JsonataOnly;
  return field;
}

template <std::size_t... Sizes>
constexpr auto join(const std::array<Field, Sizes>&... lists) {
  std::array<Field, (Sizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& list) {
    for (const Field& field : list) all.at(next++) = field;
  };
  (append(lists), ...);
  return all;
}

// Fields of which there may be only one.
enum class Choose : std::uint8_t { AtMostOne, ExactlyOne };
struct Exclusive {
  std::span<const std::string_view> names;
  Choose choose = Choose::AtMostOne;
};

struct ObjectSchema {
  std::span<const Field> fields;
  std::span<const std::string_view> required = {};
  std::span<const Exclusive> exclusive = {};
};

// Reports what the table does not allow. False if the value is no object at all.
bool check_object(const Json& value, const ObjectSchema& schema, const Place& place);
// One value against one row; the place is the field's object.
void check_value(const Json& value, const Field& field, const Place& object);

// "[A, B]", in the order in which Java's HashSet walks the names. Precondition: they are unique.
[[nodiscard]] std::string in_hash_order(std::span<const std::string_view> names);
// "[A, B]"
[[nodiscard]] std::string in_given_order(std::span<const std::string_view> names);

[[nodiscard]] std::string field_not_supported(std::string_view name);
[[nodiscard]] std::string fields_required(std::span<const std::string_view> names);
[[nodiscard]] std::string only_one_of(std::span<const std::string_view> names);
[[nodiscard]] std::string expected_type(std::string_view type);
[[nodiscard]] std::string only_in_language(std::string_view field, Language wrong);

// What a checked object holds; the fallback where the field is absent or was reported.
[[nodiscard]] std::int64_t integer_or(const Json& object, std::string_view name,
                                      std::int64_t fallback);
[[nodiscard]] std::optional<std::int64_t> integer_if_given(const Json& object,
                                                           std::string_view name);
[[nodiscard]] std::optional<std::string> text_if_given(const Json& object, std::string_view name);

}  // namespace sfn::engine::asl
