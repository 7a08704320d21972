#pragma once
// AWS SendTaskFailure: a task has failed, says whoever has its token.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct SendTaskFailureInput {
  std::string task_token;
  std::optional<std::string> error;
  std::optional<std::string> cause;
};

struct SendTaskFailureOutput {};

template <>
struct Shape<SendTaskFailureInput> {
  static std::span<const Field<SendTaskFailureInput>> fields();
};
template <>
struct Shape<SendTaskFailureOutput> {
  static std::span<const Field<SendTaskFailureOutput>> fields();
};

}  // namespace sfn::api
