#include "engine/integrations/lambda_target.h"

#include <array>
#include <utility>
#include <vector>

#include "api-models/arn.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kLatest = "$LATEST";
constexpr std::string_view kDefaultAccount = "123456789012";
// AWS Lambda Invoke: the path, with the API's version.
constexpr std::string_view kPathStart = "/2015-03-31/functions/";
constexpr std::string_view kPathEnd = "/invocations";

// The most specific of the endpoints given for single functions.
const std::string* own_endpoint(const LambdaTarget& target, const LambdaSettings& settings) {
  const std::string unqualified_arn = target.arn.substr(0, target.arn.rfind(':'));
  const std::array<std::string, 5> keys{
      target.arn, target.name + ":" + target.qualifier.value_or(std::string(kLatest)),
      unqualified_arn, target.name, "*"};
  for (const std::string& key : keys) {
    const auto found = settings.function_endpoints.find(key);
    if (found != settings.function_endpoints.end()) return &found->second;
  }
  return nullptr;
}

StatesError cannot_call(std::string cause) {
  return {"Lambda.SdkClientException", std::move(cause)};
}

}  // namespace

LambdaTarget parse_lambda_target(std::string_view function, std::string_view region,
                                 std::optional<std::string> qualifier) {
  const std::vector<std::string_view> parts = api::split_arn(function);
  LambdaTarget target;
  std::string_view account = kDefaultAccount;
  std::string_view partition = "aws";
  std::size_t name = 0;
  if (parts.size() >= 7 && parts[0] == "arn") {
    partition = parts[1];
    region = parts[3];
    account = parts[4];
    name = 6;
  } else if (parts.size() >= 3 && parts[1] == "function") {
    account = parts[0];
    name = 2;
  }
  target.name = std::string(parts[name]);
  if (parts.size() > name + 1) target.qualifier = std::string(parts[name + 1]);
  if (qualifier) target.qualifier = std::move(qualifier);
  target.arn = "arn:" + std::string(partition) + ":lambda:" + std::string(region) + ":" +
               std::string(account) + ":function:" + target.name + ":" +
               target.qualifier.value_or(std::string(kLatest));
  return target;
}

StateResult<HttpRequest> lambda_address(const LambdaTarget& target,
                                        const LambdaSettings& settings) {
  const std::string* endpoint = own_endpoint(target, settings);
  if (endpoint == nullptr && settings.endpoint) endpoint = &*settings.endpoint;
  if (endpoint == nullptr) {
    return sfn::unexpected(cannot_call(
        "No Lambda endpoint is configured, so the function '" + target.name +
        "' cannot be called: set --lambda-endpoint or LAMBDA_ENDPOINT to the address of a "
        "local Lambda server, or --function-endpoint for this function"));
  }
  auto url = parse_url(*endpoint);
  if (!url)
    return sfn::unexpected(
        cannot_call("The Lambda endpoint '" + *endpoint + "' is no http or https URL"));

  HttpRequest request;
  request.scheme = std::move(url->scheme);
  request.host = std::move(url->host);
  request.port = std::move(url->port);
  // A whole invocation URL is used as it is: a container of the runtime interface emulator serves
  // one function.
  if (url->path.find(kPathEnd) != std::string::npos) {
    request.target = std::move(url->path);
    return request;
  }
  while (!url->path.empty() && url->path.back() == '/') url->path.pop_back();
  request.target =
      url->path + std::string(kPathStart) + percent_encode(target.name) + std::string(kPathEnd);
  if (target.qualifier && settings.send_qualifier)
    request.target += "?Qualifier=" + percent_encode(*target.qualifier);
  return request;
}

}  // namespace sfn::engine
