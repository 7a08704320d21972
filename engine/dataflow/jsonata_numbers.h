#pragma once
// Numbers that JSONata expressions give to fields.
#include <cstdint>

#include "engine/dataflow/jsonata_expression.h"

namespace sfn::engine {

// A whole number in that range; a failure where the expression gives another value. AWS: the field
// expects a number; its words for one that is not whole or out of range are not known.
[[nodiscard]] StateResult<std::int64_t> resolve_integer(const JsonataExpression& expression,
                                                        std::int64_t least, std::int64_t most,
                                                        const query::Scope& scope,
                                                        query::Budget& budget);

}  // namespace sfn::engine
