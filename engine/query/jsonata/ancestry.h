#pragma once
// Ancestry: finds for each `%` the step whose input it means, and lets that step keep its input.
#include <optional>

#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {

// What a part is still looking for is looked for by the whole.
void inherit_ancestry(Node& whole, const Node& part);
// Looks for the ancestors of a path's last step among the steps before it.
[[nodiscard]] std::optional<ErrorFacts> resolve_ancestry(Node& path);
// Goes one step back for that slot. An error where the step has no parent that could be named.
[[nodiscard]] std::optional<ErrorFacts> seek_parent(Node& step, AncestorSlot& slot);
// How error messages name the node's kind.
[[nodiscard]] std::string_view kind_name(const Node& node);

}  // namespace sfn::query::jsonata
