#pragma once
// Resolver: says for each variable where its value will be, so that nothing is looked up by name
// while an expression is evaluated.
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {

// The scope of the whole expression. `outer` is what it can see besides its own variables, or
// nullptr.
Scope* resolve_variables(Node& root, NodePool& pool, Globals& globals, const Scope* outer);

}  // namespace sfn::query::jsonata
