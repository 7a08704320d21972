#pragma once
// Path rules: turn what the parser saw into what is evaluated. `a.b[0]` becomes one path of steps
// with their filters, a name becomes a path of one step, calls in the last place of a function
// become tail calls, and every `%` finds its step.
#include <string_view>

#include "base/result.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {

// The node in its final shape. The given one may be changed and used.
[[nodiscard]] Result<Node*, Refusal> apply_path_rules(Node* parsed, NodePool& pool);

}  // namespace sfn::query::jsonata
