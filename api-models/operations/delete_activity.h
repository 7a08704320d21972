#pragma once
// AWS DeleteActivity: deletes an activity; one that is not there is deleted too.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct DeleteActivityInput {
  std::string activity_arn;
};

struct DeleteActivityOutput {};

template <>
struct Shape<DeleteActivityInput> {
  static std::span<const Field<DeleteActivityInput>> fields();
};
template <>
struct Shape<DeleteActivityOutput> {
  static std::span<const Field<DeleteActivityOutput>> fields();
};

}  // namespace sfn::api
