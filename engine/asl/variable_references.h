#pragma once
// Which workflow variables the states of a machine refer to. Noted while their fields are checked,
// since the tables of fields know where paths, templates and expressions stand. AWS
// DescribeStateMachine: variableReferences.
#include "base/json/json.h"
#include "engine/asl/definition.h"
#include "engine/asl/outline.h"
#include "engine/asl/place.h"
#include "engine/asl/schema.h"
#include "engine/query/jsonata/references.h"

namespace sfn::engine::asl {

// Of one value of a JSONPath state: a path, or a template.
void note_variables(const Json& value, const Field& field, const Place& place);
// Of one JSONata expression.
void note_variables(const query::jsonata::References& references, const Place& place);

[[nodiscard]] VariableReferences variable_references(const BlockOutline& machine);

}  // namespace sfn::engine::asl
