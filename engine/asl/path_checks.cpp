#include "engine/asl/path_checks.h"

#include <string>
#include <utility>

#include "engine/asl/schema.h"
#include "engine/dataflow/path_sibling.h"

namespace sfn::engine::asl {

std::optional<jsonpath::Path> parse_path(const Json& value, std::string_view field, Nodes nodes,
                                         const Place& object) {
  const auto refuse = [&](std::string message) {
    object.at(field).schema_error(std::move(message));
    return std::nullopt;
  };
  const std::string no_reference_path = "Value is not a Reference Path: ";
  if (!value.is_string()) return refuse(expected_type("STRING"));
  if (!value.as_string().starts_with('$'))
    return refuse(no_reference_path + "Reference path didn't start with '$'");
  auto path = jsonpath::Path::compile(value.as_string());
  if (!path) return refuse(no_reference_path + path.error().message);
  if (nodes == Nodes::One && !path->is_reference_path()) {
    return refuse(no_reference_path + "Reference path must identify a single node");
  }
  return std::move(*path);
}

void check_reference_path(const Json& object, std::string_view field, const Place& place) {
  const Json* const value = object.find(field);
  if (value != nullptr) (void)parse_path(*value, field, Nodes::One, place);
}

void check_value_paths(const Json& object, std::span<const std::string_view> fields,
                       const Place& place) {
  for (const std::string_view field : fields)
    (void)compile_sibling(object, std::string(field), place.where);
}

}  // namespace sfn::engine::asl
