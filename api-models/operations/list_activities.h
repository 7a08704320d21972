#pragma once
// AWS ListActivities: the activities of an account and region, by name.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "base/time.h"

namespace sfn::api {

struct ListActivitiesInput {
  std::optional<std::int64_t> max_results;
  std::optional<std::string> next_token;
};

struct ActivityListItem {
  std::string activity_arn;
  std::string name;
  WorkflowTime creation_date;
};

struct ListActivitiesOutput {
  std::vector<ActivityListItem> activities;
  std::optional<std::string> next_token;
};

template <>
struct Shape<ListActivitiesInput> {
  static std::span<const Field<ListActivitiesInput>> fields();
};
template <>
struct Shape<ActivityListItem> {
  static std::span<const Field<ActivityListItem>> fields();
};
template <>
struct Shape<ListActivitiesOutput> {
  static std::span<const Field<ListActivitiesOutput>> fields();
};

}  // namespace sfn::api
