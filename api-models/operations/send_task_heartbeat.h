#pragma once
// AWS SendTaskHeartbeat: a task is being worked on, says whoever has its token.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct SendTaskHeartbeatInput {
  std::string task_token;
};

struct SendTaskHeartbeatOutput {};

template <>
struct Shape<SendTaskHeartbeatInput> {
  static std::span<const Field<SendTaskHeartbeatInput>> fields();
};
template <>
struct Shape<SendTaskHeartbeatOutput> {
  static std::span<const Field<SendTaskHeartbeatOutput>> fields();
};

}  // namespace sfn::api
