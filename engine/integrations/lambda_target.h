#pragma once
// Which function a text names, and where it is served.
#include <optional>
#include <string>
#include <string_view>

#include "engine/integrations/integration.h"

namespace sfn::engine {

struct LambdaTarget {
  std::string name;                      // without account and region
  std::optional<std::string> qualifier;  // version or alias
  std::string arn;  // as AWS words it in messages, with the qualifier or $LATEST
};

// A name, `name:qualifier`, a partial ARN (`account:function:name`) or a whole one.
// AWS Lambda Invoke "FunctionName".
[[nodiscard]] LambdaTarget parse_lambda_target(std::string_view function, std::string_view region,
                                               std::optional<std::string> qualifier);

// The request's address: the endpoint of that function, else the one of all. The error says which
// option to set.
[[nodiscard]] StateResult<HttpRequest> lambda_address(const LambdaTarget& target,
                                                      const LambdaSettings& settings);

}  // namespace sfn::engine
