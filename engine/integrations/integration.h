#pragma once
// Integration: how the target of a Task is called, as two pure functions: task to request, response
// to result. Stateless rows of the table in registry.cpp. A target is called over HTTP, or it is
// this server itself and an action of its API answers.
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

// An action of this server's own API that refused.
struct ApiFailure {
  std::string name;  // of the error's shape, "StateMachineDoesNotExist"
  std::string message;
  unsigned status = 400;
};

// What this server itself answered, and what the head of an answer over HTTP would have said.
struct ApiAnswer {
  Result<Json, ApiFailure> result;
  std::string request_id;
  std::string date;  // "Fri, 27 Nov 2026 18:00:00 GMT"
};

// Where the target of a Task is this server itself.
struct OwnAction {
  std::string (*name)(const TaskTarget& target) = nullptr;  // "StartExecution"; null: no own action
  StateResult<Json> (*to_request)(const CallEffect& call) = nullptr;
  CallResult (*to_result)(const CallEffect& call, const ApiAnswer& answer) = nullptr;

  // What runs a job (.sync) has two more: the ARN of the execution that the call starts, also
  // before the call is made; empty where the request cannot start one. And what becomes of the task
  // when that execution has ended, from its description.
  std::string (*execution_started_by)(const CallEffect& call) = nullptr;
  CallResult (*to_end)(const CallEffect& call, const ApiAnswer& described) = nullptr;
};

struct Integration {
  // Which targets this row is for.
  TaskFamily family = TaskFamily::Service;
  std::string_view resource_type;
  std::string_view action;  // without the pattern; empty: any

  StateResult<IntegrationRequest> (*to_request)(const CallEffect& call,
                                                const IntegrationSettings& settings) = nullptr;
  CallResult (*to_result)(const CallEffect& call, const HttpOutcome& outcome) = nullptr;
  // Instead of the two above, which are then null.
  OwnAction own = {};
};

// For what AWS calls and this emulator does not: fails the execution, as what AWS itself cannot
// call does.
[[nodiscard]] StatesError not_called_yet(const TaskTarget& target);

// States.Runtime: AWS does not make the call with such parameters; the reasons are parted by ", ".
// Observed for the headers of apigateway:invoke.
[[nodiscard]] StatesError could_not_start(const Json& parameters, std::string_view reasons);

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
