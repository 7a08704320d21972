#pragma once
// Log: one line an event, `key=value`, to standard error. Thread-safe; made once in
// server/app/composition.cpp and passed down. Never throws and never blocks for long: what the
// target does not take is dropped, and an error that repeats is counted.
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace sfn {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error, Off };

class Log {
 public:
  using Field = std::pair<std::string_view, std::string>;

  explicit Log(LogLevel level);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(LogLevel::Debug, event, fields);
  }
  void info(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(LogLevel::Info, event, fields);
  }
  void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(LogLevel::Warning, event, fields);
  }
  // The same event is written at most ten times a second; what was left out is said with the next
  // one.
  void error(std::string_view event, std::initializer_list<Field> fields = {});

  [[nodiscard]] bool writes(LogLevel level) const;

 private:
  void write(LogLevel level, std::string_view event, std::initializer_list<Field> fields);

  class Target;
  std::unique_ptr<Target> target_;
};

}  // namespace sfn
