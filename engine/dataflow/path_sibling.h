#pragma once
// The …Path sibling of a field, as the sources of value_source.h compile it.
#include <optional>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/diagnostic.h"
#include "engine/query/jsonpath/path.h"

namespace sfn::engine {

// "Seconds" -> "SecondsPath"
[[nodiscard]] std::string path_sibling(std::string_view field);
// The reference path in that field of the owner; nothing where it is absent or bad, which is
// reported.
[[nodiscard]] std::optional<jsonpath::Path> compile_sibling(const Json& owner,
                                                            const std::string& path_field,
                                                            const DiagnosticSink& sink);

// A value that a path selected, as failures show it: a text without its quotes.
[[nodiscard]] std::string shown(const Json& selected);

}  // namespace sfn::engine
