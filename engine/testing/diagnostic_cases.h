#pragma once
// Case files about definitions: a definition, and each finding as "CODE: message at location", in
// order; warnings begin with "warning: ".
#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.h"
#include "engine/asl/definition.h"

namespace sfn::engine::testing {

// A case has the definition's `text`, or its one `state` S.
[[nodiscard]] std::string definition_text(const Json& a_case);
// `type` of the case; STANDARD where there is none.
[[nodiscard]] MachineType machine_type(const Json& a_case);
[[nodiscard]] std::vector<std::string> finding_texts(const std::vector<Diagnostic>& findings);
[[nodiscard]] std::vector<std::string> texts_of(const Json& list);

}  // namespace sfn::engine::testing
