#pragma once
// Where and how functions and services are called; read from flags, environment and configuration
// file by server/app/config. Values.
#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace sfn::engine {

struct Credentials {
  std::string access_key_id = "test";
  std::string secret_access_key = "test";
  std::optional<std::string> session_token;
};

struct LambdaSettings {
  // Base URL, e.g. http://127.0.0.1:3001; unset: a Lambda task fails with a cause that says which
  // option to set.
  std::optional<std::string> endpoint;
  // For single functions: by name, name:qualifier or ARN, most specific first; a base URL or a
  // whole invocation URL.
  std::map<std::string, std::string> function_endpoints;
  // Whether `?Qualifier=` may be sent: `sam local start-lambda` refuses any query.
  bool send_qualifier = true;
};

struct IntegrationSettings {
  LambdaSettings lambda;
  Credentials credentials;
  std::size_t connections_per_endpoint = 64;
  std::chrono::seconds connect_timeout{5};
};

}  // namespace sfn::engine
