#include "base/log.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/testing/catch.h"

namespace sfn {
namespace {

// What is written to standard error while it lives goes into a pipe, which holds 64 KiB.
class StandardError {
 public:
  StandardError() : saved_(::dup(STDERR_FILENO)) {
    std::fflush(stderr);
    if (::pipe(ends_.data()) != 0 || ::dup2(ends_[1], STDERR_FILENO) < 0)
      throw std::runtime_error("no pipe");
  }
  ~StandardError() {
    restore();
    ::close(ends_[0]);
  }
  StandardError(const StandardError&) = delete;
  StandardError& operator=(const StandardError&) = delete;

  std::vector<std::string> lines() {
    restore();
    std::string text;
    std::array<char, 4096> bytes{};
    for (ssize_t size = 0; (size = ::read(ends_[0], bytes.data(), bytes.size())) > 0;) {
      text.append(bytes.data(), static_cast<std::size_t>(size));
    }
    std::vector<std::string> result;
    for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      result.push_back(text.substr(begin, end - begin));
    }
    return result;
  }

 private:
  void restore() {
    if (saved_ < 0) return;
    std::fflush(stderr);
    ::dup2(saved_, STDERR_FILENO);
    ::close(saved_);
    ::close(ends_[1]);
    saved_ = -1;
  }

  int saved_;
  std::array<int, 2> ends_{-1, -1};
};

// What follows the time.
std::string after_time(const std::string& line) {
  const std::size_t level = line.find(" level=");
  return level == std::string::npos ? line : line.substr(level + 1);
}

TEST_CASE("Log: an event is one line of keys and values", "[log]") {
  StandardError captured;
  Log log{LogLevel::Info};
  log.info("started", {{"port", "8083"}, {"arn", "arn:aws:states:r:1:execution:m:e"}});
  log.warning("slow");
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("time=20"));
  CHECK(after_time(lines[0]) ==
        "level=info event=started port=8083 arn=arn:aws:states:r:1:execution:m:e");
  CHECK(after_time(lines[1]) == "level=warning event=slow");
}

TEST_CASE("Log: a value that would break its line or its field is quoted", "[log]") {
  StandardError captured;
  Log log{LogLevel::Info};
  log.info("e", {{"a", ""},
                 {"b", "two words"},
                 {"c", "x=y"},
                 {"d", "say \"hi\"\\"},
                 {"e", "1\n2\r\t"},
                 {"f", "\x1b[2J"}});
  log.info("e", {{"braces", "{}{0}%s"}, {"utf8", "\xC3\xA4"}});
  const auto lines = captured.lines();
  REQUIRE(lines.size() == 2);
  CHECK(
      after_time(lines[0]) ==
      R"(level=info event=e a="" b="two words" c="x=y" d="say \"hi\"\\" e="1\n2\r\t" f="\u001B[2J")");
  CHECK(after_time(lines[1]) == "level=info event=e braces={}{0}%s utf8=\xC3\xA4");
}

TEST_CASE("Log: writes nothing below its level", "[log]") {
  const auto written = [](LogLevel level) {
    StandardError captured;
    Log log{level};
    log.debug("d");
    log.info("i");
    log.warning("w");
    log.error("e");
    return captured.lines().size();
  };
  CHECK(written(LogLevel::Debug) == 4);
  CHECK(written(LogLevel::Info) == 3);
  CHECK(written(LogLevel::Warning) == 2);
  CHECK(written(LogLevel::Error) == 1);
  CHECK(written(LogLevel::Off) == 0);
  CHECK(Log{LogLevel::Info}.writes(LogLevel::Info));
  CHECK_FALSE(Log{LogLevel::Info}.writes(LogLevel::Debug));
  CHECK_FALSE(Log{LogLevel::Off}.writes(LogLevel::Error));
}

TEST_CASE("Log: an error that repeats is written ten times a second, others are not held up",
          "[log]") {
  StandardError captured;
  Log log{LogLevel::Error};
  for (int i = 0; i < 200; ++i) log.error("disk_full", {{"try", std::to_string(i)}});
  log.error("other");
  const auto lines = captured.lines();
  REQUIRE(lines.size() >= 11);
  CHECK(lines.size() < 100);  // more than 11 only where the loop takes longer than a second
  CHECK(after_time(lines[9]) == "level=error event=disk_full try=9");
  CHECK(after_time(lines.back()) == "level=error event=other");
}

TEST_CASE("Log: a closed target stops nobody", "[log]") {
  StandardError captured;
  Log log{LogLevel::Info};
  const int open = ::dup(STDERR_FILENO);
  ::close(STDERR_FILENO);
  CHECK_NOTHROW(log.info("into the void"));
  ::dup2(open, STDERR_FILENO);
  ::close(open);
  log.info("back");
  CHECK(captured.lines().size() >= 1);
}

}  // namespace
}  // namespace sfn
