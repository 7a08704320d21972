#pragma once
// AWS SendTaskSuccess: the result of a task, from whoever has its token.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct SendTaskSuccessInput {
  std::string task_token;
  std::string output;
};

struct SendTaskSuccessOutput {};

template <>
struct Shape<SendTaskSuccessInput> {
  static std::span<const Field<SendTaskSuccessInput>> fields();
};
template <>
struct Shape<SendTaskSuccessOutput> {
  static std::span<const Field<SendTaskSuccessOutput>> fields();
};

}  // namespace sfn::api
