#pragma once
// AWS GetActivityTask: a worker waits for a task of an activity; the answer is empty where none
// comes.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct GetActivityTaskInput {
  std::string activity_arn;
  std::optional<std::string> worker_name;
};

struct GetActivityTaskOutput {
  std::optional<std::string> task_token;
  std::optional<std::string> input;
};

template <>
struct Shape<GetActivityTaskInput> {
  static std::span<const Field<GetActivityTaskInput>> fields();
};
template <>
struct Shape<GetActivityTaskOutput> {
  static std::span<const Field<GetActivityTaskOutput>> fields();
};

}  // namespace sfn::api
