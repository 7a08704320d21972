#pragma once
// Path fields of a definition that are checked here and compiled where they are used. ASL
// "Reference Paths"
#include <optional>
#include <span>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/query/jsonpath/path.h"

namespace sfn::engine::asl {

// Whether the path must identify a single node.
enum class Nodes : std::uint8_t { One, Any };

// The value of the object's field as a path; the place is the object. nullopt where it is none,
// which is reported.
[[nodiscard]] std::optional<jsonpath::Path> parse_path(const Json& value, std::string_view field,
                                                       Nodes nodes, const Place& object);
// Reports what is wrong with the object's field, if it has it.
void check_reference_path(const Json& object, std::string_view field, const Place& place);
// The same for …Path fields that stand for a single value, of which AWS speaks in other words.
void check_value_paths(const Json& object, std::span<const std::string_view> fields,
                       const Place& place);

}  // namespace sfn::engine::asl
