#pragma once
// LogRecord: an event of an execution as AWS writes it to CloudWatch Logs, where the machine's
// loggingConfiguration asks for it.
#include <cstdint>
#include <string>
#include <string_view>

#include "api-models/shapes/configuration.h"
#include "api-models/shapes/history_event.h"

namespace sfn::api {

// AWS "Log levels for Step Functions execution events".
[[nodiscard]] bool is_logged(HistoryEventType type, LogLevelSetting level);

// The execution that an event is of.
struct LoggedExecution {
  std::string_view arn;
  std::int64_t redrive_count = 0;
  ExecutionData data = ExecutionData::Included;  // loggingConfiguration.includeExecutionData
};

// One JSON object, without the end of the line.
[[nodiscard]] std::string log_record(const HistoryEvent& event, const LoggedExecution& execution);

}  // namespace sfn::api
