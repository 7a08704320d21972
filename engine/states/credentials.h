#pragma once
// TaskCredentials: Credentials, the role that a Task's call is made with. AWS "Accessing resources
// in other accounts" Any role is accepted: nothing here can be assumed or refused.
#include <optional>
#include <string>

#include "engine/asl/state_source.h"
#include "engine/asl/task_resource.h"
#include "engine/dataflow/field_template.h"

namespace sfn::engine {

class TaskCredentials {
 public:
  // Checks the field and compiles it; `resource` is null where the Resource is none.
  [[nodiscard]] static TaskCredentials parse(const asl::StateSource& source,
                                             const asl::TaskResource* resource);

  [[nodiscard]] bool is_empty() const { return !credentials_.is_given(); }
  // For one attempt; scope.input is the effective input. Absent where the definition names none.
  [[nodiscard]] StateResult<std::optional<std::string>> resolve(const query::Scope& scope,
                                                                query::Budget& budget) const;

 private:
  FieldTemplate credentials_;
  asl::Language language_ = asl::Language::JsonPath;
};

}  // namespace sfn::engine
