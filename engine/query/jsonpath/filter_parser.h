#pragma once
// Parses the text of a filter, `[?(…)]`, in Jayway's grammar, with its messages. Internal to this
// folder.
#include <cstddef>
#include <memory>
#include <string_view>

#include "engine/query/jsonpath/filter_expression.h"
#include "engine/query/jsonpath/parse_failure.h"

namespace sfn::jsonpath {

// Precondition: the text begins with "[", "?" and "(" and ends with ")" and "]", with blanks
// between them at most.
[[nodiscard]] Parsed<std::shared_ptr<const FilterExpression>> parse_filter(std::string_view text,
                                                                           std::size_t nesting);

}  // namespace sfn::jsonpath
