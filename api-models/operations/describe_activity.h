#pragma once
// AWS DescribeActivity
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "api-models/codec/shape.h"
#include "api-models/shapes/configuration.h"
#include "base/time.h"

namespace sfn::api {

struct DescribeActivityInput {
  std::string activity_arn;
};

struct DescribeActivityOutput {
  std::string activity_arn;
  std::string name;
  WorkflowTime creation_date;
  EncryptionConfiguration encryption_configuration;
};

template <>
struct Shape<DescribeActivityInput> {
  static std::span<const Field<DescribeActivityInput>> fields();
};
template <>
struct Shape<DescribeActivityOutput> {
  static std::span<const Field<DescribeActivityOutput>> fields();
};

}  // namespace sfn::api
