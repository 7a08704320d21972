#pragma once
// AWS UpdateMapRun: changes the limits of a map run while it runs.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"

namespace sfn::api {

struct UpdateMapRunInput {
  std::string map_run_arn;
  std::optional<std::int64_t> max_concurrency;
  std::optional<double> tolerated_failure_percentage;
  std::optional<std::int64_t> tolerated_failure_count;
};

struct UpdateMapRunOutput {};

template <>
struct Shape<UpdateMapRunInput> {
  static std::span<const Field<UpdateMapRunInput>> fields();
};
template <>
struct Shape<UpdateMapRunOutput> {
  static std::span<const Field<UpdateMapRunOutput>> fields();
};

}  // namespace sfn::api
