#pragma once
// Parser: from text to nodes, by binding power (Pratt). The nodes mirror the text; path_rules turns
// them into what is evaluated.
#include <string_view>

#include "base/result.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {

// Everything deeper is refused: nodes are walked by recursion.
inline constexpr std::size_t kMostNesting = 500;

// The nodes live in the pool and point into the text; both must outlive them.
[[nodiscard]] Result<Node*, Refusal> parse(std::string_view text, Dialect dialect, NodePool& pool);

}  // namespace sfn::query::jsonata
