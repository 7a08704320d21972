#pragma once
// The ARNs of Step Functions: taken apart, put together, and refused in AWS's words.
#include <string>
#include <string_view>
#include <vector>

#include "api-models/errors.h"

namespace sfn::api {

// arn:<partition>:states:<region>:<account>:<type>:<rest>
struct Arn {
  std::string partition;
  std::string region;
  std::string account;
  std::string type;               // stateMachine, execution, express, activity, mapRun
  std::vector<std::string> rest;  // what follows the type, split at colons
};

// Who calls: what a new ARN is made of.
struct Owner {
  std::string account;
  std::string region;
  // Where a Task calls: names its attempt, the same where the call is made again after a crash.
  std::string attempt = {};
};

namespace arn_type {
inline constexpr std::string_view kStateMachine = "stateMachine";
inline constexpr std::string_view kExecution = "execution";
inline constexpr std::string_view kExpress = "express";
inline constexpr std::string_view kMapRun = "mapRun";
inline constexpr std::string_view kActivity = "activity";
}  // namespace arn_type

// What stands between the colons, of any ARN; parts of the text.
[[nodiscard]] std::vector<std::string_view> split_arn(std::string_view text);

// Observed: `Invalid ARN prefix` for what is no ARN of this service.
[[nodiscard]] ApiResult<Arn> parse_arn(std::string_view text);
// The same, and of that type. Observed: `Resource type not valid in this context`.
[[nodiscard]] ApiResult<Arn> parse_arn_of(std::string_view type, std::string_view text);

[[nodiscard]] std::string state_machine_arn(const Owner& owner, std::string_view name);
[[nodiscard]] std::string activity_arn(const Owner& owner, std::string_view name);
[[nodiscard]] std::string execution_arn(std::string_view state_machine_arn,
                                        std::string_view execution_name);
// An execution of an EXPRESS machine; the id is what tells executions of one name apart.
[[nodiscard]] std::string express_arn(std::string_view state_machine_arn,
                                      std::string_view execution_name, std::string_view id);

// Of a distributed Map in that machine, which may be the labelled one of a child.
[[nodiscard]] std::string map_run_arn(std::string_view state_machine_arn, std::string_view label,
                                      std::string_view uuid);
// A Distributed Map state of a machine, "<machine>/<label>": what its child executions are
// executions of. Their ARNs are made of this one as those of other executions are of a machine's.
[[nodiscard]] std::string labelled_arn(std::string_view state_machine_arn, std::string_view label);

// AWS CreateStateMachine "name": the characters that no name may have.
[[nodiscard]] ApiResult<void> check_name(std::string_view name);

}  // namespace sfn::api
