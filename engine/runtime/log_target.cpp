#include "engine/runtime/log_target.h"

#include <fmt/format.h>

#include <vector>

#include "api-models/arn.h"
#include "engine/execution/history.h"
#include "engine/runtime/revision_settings.h"

namespace sfn::engine {
namespace {

// arn:<partition>:logs:<region>:<account>:log-group:<name>:*
constexpr std::size_t kRegion = 3;
constexpr std::size_t kAccount = 4;
constexpr std::size_t kName = 6;

// AWS CreateLogGroup allows letters, digits and _-/.# in a name. The slash becomes a plus; what
// else would lead out of the folder, or mean something in the file's name, is written in
// hexadecimal.
void append_safe(std::string& to, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/') {
      to += '+';
    } else if (byte <= ' ' || byte == 0x7F || c == '%' || c == '+' || c == '@' ||
               (c == '.' && to.empty())) {
      to += fmt::format("%{:02X}", byte);
    } else {
      to += c;
    }
  }
}

}  // namespace

std::string log_file_name(std::string_view log_group_arn) {
  if (log_group_arn.ends_with(":*")) log_group_arn.remove_suffix(2);
  const std::vector<std::string_view> parts = api::split_arn(log_group_arn);
  std::string file;
  if (parts.size() <= kName) {
    append_safe(file, log_group_arn);
    return file + ".log";
  }
  // What is in no legal name may hold colons.
  append_safe(file,
              std::string_view{parts[kName].data(), log_group_arn.data() + log_group_arn.size()});
  file += '@';
  append_safe(file, parts[kAccount]);
  file += '@';
  append_safe(file, parts[kRegion]);
  return file + ".log";
}

std::shared_ptr<const LogTarget> log_target_of(const persistence::RevisionRow& revision) {
  if (revision.settings.empty()) return nullptr;
  const api::LoggingConfiguration logging = decode_revision_settings(revision.settings).logging;
  const api::LogLevelSetting level = logging.level.value_or(api::LogLevelSetting::Off);
  if (level == api::LogLevelSetting::Off || !logging.destinations || logging.destinations->empty())
    return nullptr;
  const auto& group = logging.destinations->front().cloud_watch_logs_log_group;
  if (!group || !group->log_group_arn) return nullptr;
  return std::make_shared<const LogTarget>(LogTarget{log_file_name(*group->log_group_arn), level,
                                                     logging.include_execution_data.value_or(false)
                                                         ? api::ExecutionData::Included
                                                         : api::ExecutionData::LeftOut});
}

LogLines log_lines(const LogTarget& target, const Execution& execution,
                   std::span<const Record> records) {
  const api::LoggedExecution logged{execution.header.execution_arn, execution.redrive_count,
                                    target.data};
  LogLines lines;
  for (const Record& record : records) {
    if (record.event_id == 0) continue;
    const api::HistoryEvent event = to_history_event(record);
    if (!api::is_logged(event.type, target.level)) continue;
    lines.text += api::log_record(event, logged);
    lines.text += '\n';
    ++lines.records;
  }
  return lines;
}

}  // namespace sfn::engine
