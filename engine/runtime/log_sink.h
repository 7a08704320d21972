#pragma once
// LogSink: what takes the lines of an ExecutionLog. Used by its thread only.
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sfn::engine {

class LogSink {
 public:
  virtual ~LogSink() = default;
  // Appends whole lines to a file, all of them or none. Throws where it cannot. What may wait for a
  // reader asks now and then whether to give up.
  virtual void append(const std::string& file, std::string_view lines,
                      const std::function<bool()>& gives_up) = 0;
};

// The folder for the files cannot be made, or not be written to.
class LogSinkError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A file in that folder, which is made. A file is open only while lines are appended to it, so that
// it may be moved away, removed or cut at any time. Throws LogSinkError.
[[nodiscard]] std::unique_ptr<LogSink> make_log_folder(const std::string& folder);
// Standard output, for all files.
[[nodiscard]] std::unique_ptr<LogSink> make_log_output();

}  // namespace sfn::engine
