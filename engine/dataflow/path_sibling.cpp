#include "engine/dataflow/path_sibling.h"

#include "engine/asl/schema.h"

namespace sfn::engine {

std::string path_sibling(std::string_view field) { return std::string(field) + "Path"; }

std::optional<jsonpath::Path> compile_sibling(const Json& owner, const std::string& path_field,
                                              const DiagnosticSink& sink) {
  const Json* const value = owner.find(path_field);
  if (value == nullptr) return std::nullopt;
  const auto refuse = [&](std::string message) {
    sink.at(path_field).schema_error(std::move(message));
    return std::nullopt;
  };
  if (!value->is_string()) return refuse(asl::expected_type("STRING"));
  auto path = jsonpath::Path::compile(value->as_string());
  if (!path) return refuse("Value must be a valid JSONPath.");
  // ASL "Reference Paths": these fields need a single value.
  if (!path->is_reference_path())
    return refuse("Value is not a Reference Path: Reference path must identify a single node");
  return std::move(*path);
}

std::string shown(const Json& selected) {
  return selected.is_string() ? selected.as_string() : selected.rebuilt().text();
}

}  // namespace sfn::engine
