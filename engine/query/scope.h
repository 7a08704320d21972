#pragma once
// Scope: what an expression can see while it is evaluated. The query languages know values and
// scopes, never states. A Scope borrows everything; it lives as long as one evaluation. Not
// thread-safe.
#include <functional>
#include <string_view>

#include "base/json/json.h"
#include "base/random.h"
#include "base/time.h"

namespace sfn::query {

// Brings the context object (`$$`) only when a path asks for it: building it costs more than most
// paths.
class ContextSource {
 public:
  virtual ~ContextSource() = default;
  [[nodiscard]] virtual Json context_object() const = 0;
  // The value of a workflow variable that is visible here, or nullptr.
  [[nodiscard]] virtual const Json* variable(std::string_view name) const = 0;
};

struct Scope {
  const Json& input;             // `$`, `$states.input`
  const ContextSource& context;  // `$$`, `$states.context` and `$name`
  WorkflowTime now;
  Random& random;
  // What became of the state's work; nullptr where JSONata does not see it.
  const Json* result = nullptr;        // `$states.result`
  const Json* error_output = nullptr;  // `$states.errorOutput`
};

}  // namespace sfn::query
