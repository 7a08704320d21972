#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

#include "base/json/json.h"

namespace sfn {
namespace {

constexpr int kErrorsPerSecond = 10;

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      return spdlog::level::err;
    case LogLevel::Off:
      break;
  }
  return spdlog::level::off;
}

// Control characters included: a value must not write to the terminal that shows it.
bool needs_quotes(std::string_view value) {
  return value.empty() || std::any_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\';
         });
}

}  // namespace

class Log::Target {
 public:
  explicit Target(LogLevel level)
      : logger_("sfn-emulator", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_level(to_spdlog(level));
    logger_.set_pattern("time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
    logger_.set_error_handler(
        [](const std::string&) {});  // a full or closed target must not stop the server
  }

  spdlog::logger& logger() { return logger_; }

  // How many of this event were left out since one was last written; nullopt if this one is to be
  // left out too.
  std::optional<int> admit(std::string_view event) {
    const std::lock_guard lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    Rate& rate = rates_[std::string(event)];
    if (now - rate.since > std::chrono::seconds{1}) {
      rate.since = now;
      rate.written = 0;
    }
    if (rate.written >= kErrorsPerSecond) {
      ++rate.left_out;
      return std::nullopt;
    }
    ++rate.written;
    return std::exchange(rate.left_out, 0);
  }

 private:
  struct Rate {
    std::chrono::steady_clock::time_point since;
    int written = 0;
    int left_out = 0;
  };

  spdlog::logger logger_;
  std::mutex mutex_;
  std::map<std::string, Rate> rates_;
};

Log::Log(LogLevel level) : target_(std::make_unique<Target>(level)) {}
Log::~Log() = default;

bool Log::writes(LogLevel level) const { return target_->logger().should_log(to_spdlog(level)); }

void Log::error(std::string_view event, std::initializer_list<Field> fields) {
  const auto left_out = target_->admit(event);
  if (!left_out) return;
  write(LogLevel::Error, event, fields);
  if (*left_out > 0) write(LogLevel::Error, event, {{"left_out", std::to_string(*left_out)}});
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<Field> fields) {
  if (!writes(level)) return;
  std::string line = "event=";
  line += event;
  for (const auto& [key, value] : fields) {
    line += ' ';
    line += key;
    line += '=';
    if (needs_quotes(value)) {
      append_json_string(line, value);
    } else {
      line += value;
    }
  }
  target_->logger().log(to_spdlog(level), "{}", line);
}

}  // namespace sfn
