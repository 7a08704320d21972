#include "api-models/operations/get_execution_history.h"

#include "api-models/quotas.h"

namespace sfn::api {

void HistoryEvents::encode(Encoder& encoder) const {
  encoder.begin_array();
  for (const HistoryEvent& event : events) event.encode(encoder, data);
  encoder.end_array();
}

std::span<const Field<GetExecutionHistoryInput>> Shape<GetExecutionHistoryInput>::fields() {
  static constexpr Field<GetExecutionHistoryInput> kFields[] = {
      required<&GetExecutionHistoryInput::execution_arn>("executionArn",
                                                         length(1, quotas::kArnLength)),
      optional<&GetExecutionHistoryInput::max_results>("maxResults", range(0, quotas::kPageSize)),
      optional<&GetExecutionHistoryInput::reverse_order>("reverseOrder"),
      optional<&GetExecutionHistoryInput::next_token>("nextToken",
                                                      length(1, quotas::kPageTokenLength)),
      optional<&GetExecutionHistoryInput::include_execution_data>("includeExecutionData"),
  };
  return kFields;
}

std::span<const Field<GetExecutionHistoryOutput>> Shape<GetExecutionHistoryOutput>::fields() {
  static constexpr Field<GetExecutionHistoryOutput> kFields[] = {
      required<&GetExecutionHistoryOutput::events>("events"),
      optional<&GetExecutionHistoryOutput::next_token>("nextToken"),
  };
  return kFields;
}

}  // namespace sfn::api
