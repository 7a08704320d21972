#pragma once
// AWS GetExecutionHistory: the events of an execution.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api-models/codec/shape.h"
#include "api-models/shapes/history_event.h"
#include "base/time.h"

namespace sfn::api {

// A page of events, and whether their data is shown.
struct HistoryEvents {
  std::vector<HistoryEvent> events;
  ExecutionData data = ExecutionData::Included;

  void encode(Encoder& encoder) const;
};

struct GetExecutionHistoryInput {
  std::string execution_arn;
  std::optional<std::int64_t> max_results;
  std::optional<bool> reverse_order;
  std::optional<std::string> next_token;
  std::optional<bool> include_execution_data;
};

struct GetExecutionHistoryOutput {
  HistoryEvents events;
  std::optional<std::string> next_token;
};

template <>
struct Shape<GetExecutionHistoryInput> {
  static std::span<const Field<GetExecutionHistoryInput>> fields();
};
template <>
struct Shape<GetExecutionHistoryOutput> {
  static std::span<const Field<GetExecutionHistoryOutput>> fields();
};

}  // namespace sfn::api
