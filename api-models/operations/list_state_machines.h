#pragma once
// AWS ListStateMachines: the machines of an account and region, by name.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct ListStateMachinesInput {
  std::optional<std::int64_t> max_results;
  std::optional<std::string> next_token;
};

struct StateMachineListItem {
  std::string state_machine_arn;
  std::string name;
  StateMachineType type = StateMachineType::Standard;
  WorkflowTime creation_date;
};

struct ListStateMachinesOutput {
  std::vector<StateMachineListItem> state_machines;
  std::optional<std::string> next_token;
};

template <>
struct Shape<ListStateMachinesInput> {
  static std::span<const Field<ListStateMachinesInput>> fields();
};
template <>
struct Shape<StateMachineListItem> {
  static std::span<const Field<StateMachineListItem>> fields();
};
template <>
struct Shape<ListStateMachinesOutput> {
  static std::span<const Field<ListStateMachinesOutput>> fields();
};

}  // namespace sfn::api
