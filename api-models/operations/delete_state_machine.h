#pragma once
// AWS DeleteStateMachine: deletes a machine; one that is not there is deleted too.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct DeleteStateMachineInput {
  std::string state_machine_arn;
};

struct DeleteStateMachineOutput {};

template <>
struct Shape<DeleteStateMachineInput> {
  static std::span<const Field<DeleteStateMachineInput>> fields();
};
template <>
struct Shape<DeleteStateMachineOutput> {
  static std::span<const Field<DeleteStateMachineOutput>> fields();
};

}  // namespace sfn::api
