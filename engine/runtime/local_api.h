#pragma once
// LocalApi: this server's own API, for tasks whose target it is. The engine does not know the
// actions: whoever serves them lends it this.
#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/integrations/integration.h"

namespace sfn::engine {

// Whose task calls.
struct TaskCaller {
  std::string execution_arn;  // its account and region are the caller's
  std::string attempt;        // CallEffect::attempt_name(): the same where a call is made again
};

class LocalApi {
 public:
  virtual ~LocalApi() = default;
  [[nodiscard]] virtual bool has_action(std::string_view action) const = 0;
  // Answers as over HTTP, and never throws. Precondition: there is such an action. An execution
  // that one attempt starts twice by the same name is started once, and both answers are the same.
  [[nodiscard]] virtual boost::asio::awaitable<Result<Json, ApiFailure>> call(
      std::string action, Json request, TaskCaller caller) = 0;
};

}  // namespace sfn::engine
