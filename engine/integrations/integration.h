#pragma once
// Integration: how the target of a Task is called, as two pure functions: task to request, response
// to result. Stateless rows of the table in registry.cpp.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/execution/effect.h"
#include "engine/execution/signal.h"
#include "engine/integrations/settings.h"

namespace sfn::engine {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "POST";
  std::string scheme = "http";
  std::string host;
  std::string port;
  std::string target;  // path and query, encoded
  HttpHeaders headers;
  std::string body;
};

struct HttpResponse {
  unsigned status = 0;
  HttpHeaders headers;  // names as received
  std::string body;

  // The first header of that name, in any case; nullptr if there is none.
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

// No answer came: refused, not resolved, cut, too slow, too large.
struct HttpFailure {
  std::string message;
};

using HttpOutcome = std::variant<HttpResponse, HttpFailure>;

struct IntegrationRequest {
  HttpRequest http;
  std::string signing_name;  // of the service, for the signature
};

struct Integration {
  // Which targets this row is for.
  TaskFamily family = TaskFamily::Service;
  std::string_view resource_type;
  std::string_view resource;  // empty: any

  StateResult<IntegrationRequest> (*to_request)(const CallEffect& call,
                                                const IntegrationSettings& settings) = nullptr;
  CallResult (*to_result)(const CallEffect& call, const HttpOutcome& outcome) = nullptr;
};

// States.DataLimitExceeded, for a target that answered more than state data may hold.
[[nodiscard]] StatesError result_too_large(const TaskTarget& target);

// The parts of an http or https URL; nullopt if it is none.
struct Url {
  std::string scheme;
  std::string host;
  std::string port;
  std::string path;  // with the query; "" or begins with '/'
};
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

// Percent-encodes all but letters, digits and `-._~`, as AWS does in paths.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace sfn::engine
