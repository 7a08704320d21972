#pragma once
// LogTarget: where an execution logs and what, by the loggingConfiguration of its revision; and the
// lines that it writes there. Values, shared by all executions of a revision.
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "api-models/shapes/log_record.h"
#include "engine/execution/execution.h"
#include "persistence/rows.h"

namespace sfn::engine {

struct LogTarget {
  std::string file;  // of the log group
  api::LogLevelSetting level = api::LogLevelSetting::Off;
  api::ExecutionData data = api::ExecutionData::LeftOut;
};

// nullptr: the executions of this revision log nothing.
[[nodiscard]] std::shared_ptr<const LogTarget> log_target_of(
    const persistence::RevisionRow& revision);

// The file's name for a log group: no two groups have the same, whatever account and region they
// are in.
[[nodiscard]] std::string log_file_name(std::string_view log_group_arn);

struct LogLines {
  std::string text;         // whole lines
  std::size_t records = 0;  // one a line
};

// What the target wants to know of these records of the execution.
[[nodiscard]] LogLines log_lines(const LogTarget& target, const Execution& execution,
                                 std::span<const Record> records);

}  // namespace sfn::engine
