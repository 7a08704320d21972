#pragma once
// Shape: a table of fields that validates, decodes and encodes one structure of the API. A table is
// written once beside its struct:
//
//   constexpr Field<StartExecutionInput> kFields[] = {
//       required<&StartExecutionInput::state_machine_arn>("stateMachineArn", length(1,
//       quotas::kArnLength)), optional<&StartExecutionInput::name>("name", length(1,
//       quotas::kNameLength)),
//   };
//
// Members may be strings, booleans, integers, doubles, times, enumerations with EnumNames, other
// shapes, vectors and optionals of these, and maps in answers. Violations are collected over the
// whole request, in the order of the table, and worded as AWS words them.
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api-models/errors.h"
#include "base/json/json.h"
#include "base/time.h"

namespace sfn::api {

struct Constraints {
  std::optional<std::size_t> min_length;  // in characters, or items of a list
  std::optional<std::size_t> max_length;
  std::optional<std::size_t> max_utf8_bytes;
  std::optional<std::int64_t> min_value;
  std::optional<std::int64_t> max_value;
  bool ascii = false;
  bool sensitive = false;  // the value is left out of messages

  constexpr Constraints operator|(const Constraints& other) const {
    Constraints both = *this;
    if (other.min_length) both.min_length = other.min_length;
    if (other.max_length) both.max_length = other.max_length;
    if (other.max_utf8_bytes) both.max_utf8_bytes = other.max_utf8_bytes;
    if (other.min_value) both.min_value = other.min_value;
    if (other.max_value) both.max_value = other.max_value;
    both.ascii = both.ascii || other.ascii;
    both.sensitive = both.sensitive || other.sensitive;
    return both;
  }
};

constexpr Constraints length(std::size_t min, std::size_t max) {
  Constraints c;
  c.min_length = min;
  c.max_length = max;
  return c;
}
constexpr Constraints at_most(std::size_t max) {
  Constraints c;
  c.max_length = max;
  return c;
}
constexpr Constraints utf8_bytes(std::size_t max) {
  Constraints c;
  c.max_utf8_bytes = max;
  return c;
}
constexpr Constraints range(std::int64_t min, std::int64_t max) {
  Constraints c;
  c.min_value = min;
  c.max_value = max;
  return c;
}
constexpr Constraints at_least(std::int64_t min) {
  Constraints c;
  c.min_value = min;
  return c;
}
constexpr Constraints ascii() {
  Constraints c;
  c.ascii = true;
  return c;
}
constexpr Constraints sensitive() {
  Constraints c;
  c.sensitive = true;
  return c;
}

// Collects what a request violates. A member of a wrong JSON type ends the decoding.
class Decoder {
 public:
  void violation(const std::string& path, const std::string& shown_value, std::string_view text);
  void wrong_type(std::string message);
  [[nodiscard]] bool failed() const { return type_error_.has_value() || !violations_.empty(); }
  [[nodiscard]] ApiError error() const;

 private:
  std::vector<std::string> violations_;
  std::optional<std::string> type_error_;
};

// The value as messages show it: " '…'", " null", or nothing where it is sensitive.
[[nodiscard]] std::string shown(std::string_view value, const Constraints& constraints);

// Writes JSON into one string, without a tree in between.
class Encoder {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  // Of a map: any text.
  void map_key(std::string_view name);
  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(bool truth) { raw(truth ? "true" : "false"); }
  void value(std::int64_t number) { raw(std::to_string(number)); }
  void value(std::int32_t number) { raw(std::to_string(number)); }
  void value(double number);
  void value(WorkflowTime time) {
    raw(to_epoch_seconds_text(time));
  }  // AWS JSON 1.0: epoch seconds
  void raw(std::string_view json);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  std::string text_;
  bool needs_comma_ = false;
};

template <typename S>
struct Field {
  std::string_view name;
  bool is_required = false;
  Constraints constraints;
  void (*decode)(const Json& value, S& into, const Constraints&, const std::string& path,
                 Decoder&) = nullptr;
  bool (*has)(const S& from) = nullptr;
  void (*encode)(const S& from, Encoder&) = nullptr;
};

// Specialised beside each struct: `static std::span<const Field<S>> fields();`
template <typename S>
struct Shape;

template <typename S>
concept Shaped = requires { Shape<S>::fields(); };

// Specialised beside each enumeration: `static constexpr std::string_view names[]`, in the order of
// the enumerators, and `static constexpr std::string_view set`, as AWS lists them in messages.
template <typename E>
struct EnumNames;

template <typename E>
[[nodiscard]] constexpr std::string_view enum_name(E value) {
  return EnumNames<E>::names[static_cast<std::size_t>(value)];
}

namespace detail {

void decode_text(const Json& value, std::string& into, const Constraints&, const std::string& path,
                 Decoder&);
void decode_boolean(const Json& value, bool& into, const std::string& path, Decoder&);
void decode_integer(const Json& value, std::int64_t& into, const Constraints&,
                    const std::string& path, Decoder&);
void decode_double(const Json& value, double& into, const Constraints&, const std::string& path,
                   Decoder&);
[[nodiscard]] std::optional<std::size_t> decode_enum(const Json& value,
                                                     std::span<const std::string_view> names,
                                                     std::string_view set, const std::string& path,
                                                     Decoder&);
[[nodiscard]] bool check_list(const Json& value, const Constraints&, const std::string& path,
                              Decoder&);
[[nodiscard]] bool check_object(const Json& value, Decoder&);
void missing(const std::string& path, const Constraints&, Decoder&);
[[nodiscard]] std::string child_path(const std::string& path, std::string_view name);
[[nodiscard]] std::string item_path(const std::string& path, std::size_t index);

// Declared ahead: each may hold any of the others.
template <typename T>
void decode_value(const Json& value, T& into, const Constraints&, const std::string& path,
                  Decoder&);
template <typename T>
void decode_value(const Json& value, std::optional<T>& into, const Constraints&,
                  const std::string& path, Decoder&);
template <typename T>
void decode_value(const Json& value, std::vector<T>& into, const Constraints&,
                  const std::string& path, Decoder&);
template <typename T>
void encode_value(const T& value, Encoder&);
template <typename T>
void encode_value(const std::optional<T>& value, Encoder&);
template <typename T>
void encode_value(const std::vector<T>& values, Encoder&);
template <typename T>
void encode_value(const std::map<std::string, T>& values, Encoder&);

template <Shaped S>
void decode_members(const Json& object, S& into, const std::string& path, Decoder& decoder) {
  if (!check_object(object, decoder)) return;
  for (const Field<S>& field : Shape<S>::fields()) {
    const Json* const value = object.find(field.name);
    const std::string where = child_path(path, field.name);
    // A null is the same as leaving the member out.
    if (value != nullptr && !value->is_null()) {
      field.decode(*value, into, field.constraints, where, decoder);
    } else if (field.is_required) {
      missing(where, field.constraints, decoder);
    }
  }
}

template <typename T>
void decode_value(const Json& value, T& into, const Constraints& constraints,
                  const std::string& path, Decoder& decoder) {
  if constexpr (std::is_same_v<T, std::string>) {
    decode_text(value, into, constraints, path, decoder);
  } else if constexpr (std::is_same_v<T, bool>) {
    decode_boolean(value, into, path, decoder);
  } else if constexpr (std::is_integral_v<T>) {
    decode_integer(value, into, constraints, path, decoder);
  } else if constexpr (std::is_same_v<T, double>) {
    decode_double(value, into, constraints, path, decoder);
  } else if constexpr (std::is_enum_v<T>) {
    const auto found = decode_enum(value, EnumNames<T>::names, EnumNames<T>::set, path, decoder);
    if (found) into = static_cast<T>(*found);
  } else if constexpr (Shaped<T>) {
    decode_members(value, into, path, decoder);
  } else {
    // Times and histories occur in answers only, which are never decoded.
    decoder.wrong_type("Unexpected member " + path);
  }
}

template <typename T>
void decode_value(const Json& value, std::optional<T>& into, const Constraints& constraints,
                  const std::string& path, Decoder& decoder) {
  decode_value(value, into.emplace(), constraints, path, decoder);
}

template <typename T>
void decode_value(const Json& value, std::vector<T>& into, const Constraints& constraints,
                  const std::string& path, Decoder& decoder) {
  if (!check_list(value, constraints, path, decoder)) return;
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    const Json& item = value.items()[i];
    if (item.is_null()) {
      missing(item_path(path, i), Constraints{}, decoder);
    } else {
      decode_value(item, into.emplace_back(), Constraints{}, item_path(path, i), decoder);
    }
  }
}

template <typename T>
bool has_value(const T&) {
  return true;
}
template <typename T>
bool has_value(const std::optional<T>& value) {
  return value.has_value();
}

template <Shaped S>
void encode_members(const S& from, Encoder& encoder) {
  encoder.begin_object();
  for (const Field<S>& field : Shape<S>::fields()) {
    if (!field.has(from)) continue;  // AWS leaves members without a value out, never null
    encoder.key(field.name);
    field.encode(from, encoder);
  }
  encoder.end_object();
}

template <typename T>
void encode_value(const T& value, Encoder& encoder) {
  if constexpr (std::is_enum_v<T>) {
    encoder.value(enum_name(value));
  } else if constexpr (Shaped<T>) {
    encode_members(value, encoder);
  } else if constexpr (requires { value.encode(encoder); }) {
    value.encode(encoder);
  } else {
    encoder.value(value);
  }
}
template <typename T>
void encode_value(const std::optional<T>& value, Encoder& encoder) {
  encode_value(*value, encoder);
}
template <typename T>
void encode_value(const std::vector<T>& values, Encoder& encoder) {
  encoder.begin_array();
  for (const T& value : values) encode_value(value, encoder);
  encoder.end_array();
}

template <typename T>
void encode_value(const std::map<std::string, T>& values, Encoder& encoder) {
  encoder.begin_object();
  for (const auto& [name, value] : values) {
    encoder.map_key(name);
    encode_value(value, encoder);
  }
  encoder.end_object();
}

template <auto Member>
struct MemberOf;
template <typename S, typename T, T S::* Member>
struct MemberOf<Member> {
  using Struct = S;
  static constexpr Field<S> field(std::string_view name, bool is_required,
                                  Constraints constraints) {
    return {name,
            is_required,
            constraints,
            [](const Json& value, S& into, const Constraints& c, const std::string& path,
               Decoder& decoder) { decode_value(value, into.*Member, c, path, decoder); },
            [](const S& from) { return has_value(from.*Member); },
            [](const S& from, Encoder& encoder) { encode_value(from.*Member, encoder); }};
  }
};

}  // namespace detail

template <auto Member>
constexpr auto required(std::string_view name, Constraints constraints = {}) {
  return detail::MemberOf<Member>::field(name, true, constraints);
}
template <auto Member>
constexpr auto optional(std::string_view name, Constraints constraints = {}) {
  return detail::MemberOf<Member>::field(name, false, constraints);
}

// A request's body as its struct, or the error that AWS would answer.
template <Shaped S>
[[nodiscard]] ApiResult<S> decode(const Json& body) {
  S input;
  Decoder decoder;
  detail::decode_members(body, input, {}, decoder);
  if (decoder.failed()) return sfn::unexpected(decoder.error());
  return input;
}

template <Shaped S>
[[nodiscard]] std::string encode(const S& output) {
  Encoder encoder;
  detail::encode_members(output, encoder);
  return encoder.take();
}

}  // namespace sfn::api
