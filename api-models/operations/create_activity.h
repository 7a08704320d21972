#pragma once
// AWS CreateActivity: something that workers poll for tasks.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct CreateActivityInput {
  std::string name;
  std::optional<std::vector<Tag>> tags;
  std::optional<EncryptionConfiguration> encryption_configuration;
};

struct CreateActivityOutput {
  std::string activity_arn;
  WorkflowTime creation_date;
};

template <>
struct Shape<CreateActivityInput> {
  static std::span<const Field<CreateActivityInput>> fields();
};
template <>
struct Shape<CreateActivityOutput> {
  static std::span<const Field<CreateActivityOutput>> fields();
};

}  // namespace sfn::api
