#include <algorithm>
#include <utility>

#include "api-models/codec/shape.h"
#include "base/utf8.h"

namespace sfn::api {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What a request held in place of what was wanted, in the words of AWS's framework.
std::string_view kind_of(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "NULL_VALUE";
    case Json::Type::Boolean:
      return value.as_boolean() ? "TRUE_VALUE" : "FALSE_VALUE";
    case Json::Type::Number:
      return value.is_integral() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
    case Json::Type::String:
      return "STRING_VALUE";
    case Json::Type::Array:
      return "START_ARRAY";
    case Json::Type::Object:
      break;
  }
  return "START_OBJECT";
}

std::string cannot_convert(const Json& value, std::string_view to) {
  if (value.is_array()) return "Start of list found where not expected";
  if (value.is_object()) return "Start of structure or map found where not expected.";
  return std::string(kind_of(value)) + " cannot be converted to " + std::string(to);
}

template <typename Number>
void check_bounds(Number number, const Json& given, const Constraints& constraints,
                  const std::string& path, Decoder& decoder) {
  if (constraints.max_value && number > static_cast<Number>(*constraints.max_value)) {
    decoder.violation(
        path, shown(given.number_text(), constraints),
        "Member must have value less than or equal to " + std::to_string(*constraints.max_value));
  }
  if (constraints.min_value && number < static_cast<Number>(*constraints.min_value)) {
    decoder.violation(path, shown(given.number_text(), constraints),
                      "Member must have value greater than or equal to " +
                          std::to_string(*constraints.min_value));
  }
}

}  // namespace

std::string shown(std::string_view value, const Constraints& constraints) {
  return constraints.sensitive ? std::string() : " '" + std::string(value) + "'";
}

void Decoder::violation(const std::string& path, const std::string& shown_value,
                        std::string_view text) {
  violations_.push_back("Value" + shown_value + " at '" + path +
                        "' failed to satisfy constraint: " + std::string(text));
}

void Decoder::wrong_type(std::string message) {
  if (!type_error_) type_error_ = std::move(message);
}

// Observed: `1 validation error detected: …`; several are joined by "; ".
ApiError Decoder::error() const {
  if (type_error_) return {ErrorCode::Serialization, *type_error_};
  std::string message =
      std::to_string(violations_.size()) +
      (violations_.size() == 1 ? " validation error detected: " : " validation errors detected: ");
  for (std::size_t i = 0; i < violations_.size(); ++i)
    message += (i == 0 ? "" : "; ") + violations_[i];
  return {ErrorCode::ConstraintViolation, std::move(message)};
}

namespace detail {

void missing(const std::string& path, const Constraints& constraints, Decoder& decoder) {
  decoder.violation(path, constraints.sensitive ? "" : " null", "Member must not be null");
}

std::string child_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

std::string item_path(const std::string& path, std::size_t index) {
  return path + "." + std::to_string(index + 1) + ".member";
}

void decode_text(const Json& value, std::string& into, const Constraints& constraints,
                 const std::string& path, Decoder& decoder) {
  if (!value.is_string()) return decoder.wrong_type(cannot_convert(value, "String"));
  into = value.as_string();
  if (constraints.max_utf8_bytes && into.size() > *constraints.max_utf8_bytes) {
    decoder.violation(path, shown(into, constraints),
                      "Member must have size less than or equal to " +
                          std::to_string(*constraints.max_utf8_bytes) + " bytes in UTF-8 encoding");
  }
  const std::size_t count = utf8_characters(into);
  if (constraints.max_length && count > *constraints.max_length) {
    decoder.violation(
        path, shown(into, constraints),
        "Member must have length less than or equal to " + std::to_string(*constraints.max_length));
  }
  if (constraints.min_length && count < *constraints.min_length) {
    decoder.violation(path, shown(into, constraints),
                      "Member must have length greater than or equal to " +
                          std::to_string(*constraints.min_length));
  }
  if (constraints.ascii && !is_ascii(into)) {
    decoder.violation(path, shown(into, constraints),
                      R"(Member must satisfy regular expression pattern: \p{ASCII}*)");
  }
}

void decode_boolean(const Json& value, bool& into, const std::string&, Decoder& decoder) {
  if (!value.is_boolean()) return decoder.wrong_type(cannot_convert(value, "Boolean"));
  into = value.as_boolean();
}

void decode_integer(const Json& value, std::int64_t& into, const Constraints& constraints,
                    const std::string& path, Decoder& decoder) {
  const auto integer = value.is_number() ? value.as_integer() : std::nullopt;
  if (!integer) return decoder.wrong_type(cannot_convert(value, "Integer"));
  into = *integer;
  check_bounds(into, value, constraints, path, decoder);
}

void decode_double(const Json& value, double& into, const Constraints& constraints,
                   const std::string& path, Decoder& decoder) {
  if (!value.is_number()) return decoder.wrong_type(cannot_convert(value, "Float"));
  into = value.as_double();
  check_bounds(into, value, constraints, path, decoder);
}

std::optional<std::size_t> decode_enum(const Json& value, std::span<const std::string_view> names,
                                       std::string_view set, const std::string& path,
                                       Decoder& decoder) {
  if (!value.is_string()) {
    decoder.wrong_type(cannot_convert(value, "String"));
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), value.as_string());
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  decoder.violation(path, shown(value.as_string(), {}),
                    "Member must satisfy enum value set: [" + std::string(set) + "]");
  return std::nullopt;
}

bool check_list(const Json& value, const Constraints& constraints, const std::string& path,
                Decoder& decoder) {
  if (!value.is_array()) {
    decoder.wrong_type("Expected list or null");
    return false;
  }
  if (constraints.max_length && value.items().size() > *constraints.max_length) {
    decoder.violation(
        path, shown(value.text(), constraints),
        "Member must have length less than or equal to " + std::to_string(*constraints.max_length));
  }
  return true;
}

bool check_object(const Json& value, Decoder& decoder) {
  if (value.is_object()) return true;
  decoder.wrong_type(value.is_array() ? "Unexpected list" : "Expected structure or null");
  return false;
}

}  // namespace detail
}  // namespace sfn::api
