#include "engine/runtime/log_sink.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <system_error>

namespace sfn::engine {
namespace {

constexpr int kPollMilliseconds = 50;

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class File {
 public:
  explicit File(const std::filesystem::path& path)
      // NOLINTNEXTLINE: POSIX has no other way to open
      : descriptor_(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) throw_errno("cannot open the log file");
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

class FolderSink final : public LogSink {
 public:
  explicit FolderSink(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void append(const std::string& file, std::string_view lines,
              const std::function<bool()>&) override {
    const File target{folder_ / file};
    struct stat before{};
    const bool is_known = ::fstat(target.descriptor(), &before) == 0 && S_ISREG(before.st_mode);
    while (!lines.empty()) {
      const ssize_t written = ::write(target.descriptor(), lines.data(), lines.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const std::error_code reason{errno, std::generic_category()};
        // A disk that became full must not leave half a line, to which the next one would be
        // joined.
        if (is_known) static_cast<void>(::ftruncate(target.descriptor(), before.st_size) == 0);
        throw std::system_error(reason, "cannot write the log file");
      }
      lines.remove_prefix(static_cast<std::size_t>(written));
    }
  }

 private:
  std::filesystem::path folder_;
};

class OutputSink final : public LogSink {
 public:
  // A pipe that nobody reads takes nothing. What it says it has room for is at least PIPE_BUF
  // bytes, so a write of so many does not wait.
  void append(const std::string&, std::string_view lines,
              const std::function<bool()>& gives_up) override {
    while (!lines.empty()) {
      pollfd output{STDOUT_FILENO, POLLOUT, 0};
      if (::poll(&output, 1, kPollMilliseconds) <= 0) {
        if (gives_up()) throw std::runtime_error("nobody reads standard output");
        continue;
      }
      const std::size_t size = std::min<std::size_t>(lines.size(), PIPE_BUF);
      const ssize_t written = ::write(STDOUT_FILENO, lines.data(), size);
      if (written < 0 && errno != EINTR && errno != EAGAIN) throw_errno("standard output");
      if (written > 0) lines.remove_prefix(static_cast<std::size_t>(written));
    }
  }
};

}  // namespace

std::unique_ptr<LogSink> make_log_folder(const std::string& folder) {
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) throw LogSinkError("cannot make the log directory '" + folder + "': " + ec.message());
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    const std::error_code reason{errno, std::generic_category()};
    throw LogSinkError("cannot write to the log directory '" + folder + "': " + reason.message());
  }
  return std::make_unique<FolderSink>(folder);
}

std::unique_ptr<LogSink> make_log_output() { return std::make_unique<OutputSink>(); }

}  // namespace sfn::engine
