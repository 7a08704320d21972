#include "engine/runtime/execution_log.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <system_error>

#include "base/testing/catch.h"
#include "engine/runtime/testing/running_engine.h"
#include "engine/runtime/testing/sample_machines.h"

namespace sfn::engine {
namespace {

using testing::RunningEngine;

// What a sink took, which waits or fails when a test says so. Outlives the sinks that use it.
class Taken {
 public:
  void append(const std::string& file, std::string_view lines) {
    std::unique_lock lock{mutex_};
    ++appends_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !is_held_; });
    if (is_failing_) throw std::system_error(ENOSPC, std::generic_category());
    files_[file] += lines;
  }
  void hold() { set(is_held_, true); }
  void release() { set(is_held_, false); }
  void fail() { set(is_failing_, true); }
  void wait_for_append() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return appends_ > 0; });
  }
  [[nodiscard]] std::string text_of(const std::string& file) const {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(file);
    return found == files_.end() ? "" : found->second;
  }

 private:
  void set(bool& flag, bool value) {
    const std::lock_guard lock{mutex_};
    flag = value;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::string> files_;
  int appends_ = 0;
  bool is_held_ = false;
  bool is_failing_ = false;
};

class TakenSink final : public LogSink {
 public:
  explicit TakenSink(Taken& taken) : taken_(taken) {}
  void append(const std::string& file, std::string_view lines,
              const std::function<bool()>&) override {
    taken_.append(file, lines);
  }

 private:
  Taken& taken_;
};

std::shared_ptr<const LogTarget> target(const std::string& file) {
  return std::make_shared<const LogTarget>(
      LogTarget{file, api::LogLevelSetting::All, api::ExecutionData::Included});
}

RevisionSettings logging_to(const std::string& group, api::LogLevelSetting level) {
  RevisionSettings settings;
  settings.logging.level = level;
  settings.logging.destinations = {api::LogDestination{
      api::CloudWatchLogsLogGroup{"arn:aws:logs:us-east-1:1:log-group:" + group + ":*"}}};
  return settings;
}

// The types of the records of a file, in order.
std::string types_in(const std::string& text) {
  std::string types;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const Json record = Json::parse_trusted(text.substr(at, end - at));
    types += (types.empty() ? "" : " ") + std::string(record.find("type")->as_string());
    at = end + 1;
  }
  return types;
}

const std::string kPassEvents =
    "ExecutionStarted PassStateEntered PassStateExited ExecutionSucceeded";

}  // namespace

TEST_CASE("ExecutionLog: what is queued is written before it ends, by file and in order",
          "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log};
  const auto a = target("a");
  const auto b = target("b");
  for (int i = 0; i < 50; ++i) {
    execution_log.write(a, {std::to_string(i) + "\n", 1});
    execution_log.write(b, {"x\ny\n", 2});
    execution_log.write(a, {});
  }
  execution_log.stop();
  std::string numbers;
  std::string letters;
  for (int i = 0; i < 50; ++i) {
    numbers += std::to_string(i) + "\n";
    letters += "x\ny\n";
  }
  CHECK(taken.text_of("a") == numbers);
  CHECK(taken.text_of("b") == letters);
}

TEST_CASE("ExecutionLog: what finds no room is dropped, and nobody waits", "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log, 10};
  const auto file = target("a");
  taken.hold();
  // Alone it finds room, however large it is.
  execution_log.write(file, {"0123456789ab\n", 1});
  taken.wait_for_append();
  execution_log.write(file, {"dropped\n", 1});
  taken.release();
  // Room comes with the end of the write.
  while (taken.text_of("a").find("later") == std::string::npos)
    execution_log.write(file, {"later\n", 1});
  execution_log.stop();
  CHECK(taken.text_of("a").starts_with("0123456789ab\nlater\n"));
}

TEST_CASE("ExecutionLog: a sink that fails loses its lines and nothing else", "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  taken.fail();
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log};
  execution_log.write(target("a"), {"x\n", 1});
  execution_log.stop();
  CHECK(taken.text_of("a").empty());
}

TEST_CASE("Engine: machines of both types log to the files of their groups", "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log};
  EngineOptions options;
  options.execution_log = &execution_log;
  RunningEngine running{options};
  running.define("s", testing::kPass, logging_to("/s", api::LogLevelSetting::All));
  running.define_express("e", testing::kPass, logging_to("/e", api::LogLevelSetting::All));
  running.define_express("quiet", testing::kPass);
  running.define_express("fatal", testing::kPass, logging_to("/f", api::LogLevelSetting::Fatal));
  running.start("s", "1");
  running.wait_for_end("s", "1");
  static_cast<void>(running.run_to_end("e"));
  static_cast<void>(running.run_to_end("quiet"));
  static_cast<void>(running.run_to_end("fatal"));
  running.shut_down();
  execution_log.stop();
  CHECK(types_in(taken.text_of("+s@1@us-east-1.log")) == kPassEvents);
  CHECK(types_in(taken.text_of("+e@1@us-east-1.log")) == kPassEvents);
  CHECK(taken.text_of("+f@1@us-east-1.log").empty());
}

TEST_CASE("Engine: an execution logs nothing before it is committed, and goes on after a restart",
          "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log};
  EngineOptions options;
  options.execution_log = &execution_log;
  RunningEngine running{options};
  running.define("m", testing::kTask, logging_to("g", api::LogLevelSetting::All));
  running.services().hold("T");
  running.store().fail_writes(1);
  CHECK_THROWS(running.start("m", "never"));
  running.start("m", "e");
  running.wait_until([&] { return running.services().calls("T") == 1; });
  running.wait_until([&] {
    return types_in(taken.text_of("g@1@us-east-1.log")).ends_with("LambdaFunctionStarted");
  });
  running.restart();
  running.services().release("T");
  running.wait_for_end("m", "e");
  running.shut_down();
  execution_log.stop();
  CHECK(types_in(taken.text_of("g@1@us-east-1.log")) ==
        testing::kTaskEvents + " ExecutionSucceeded");
}

TEST_CASE("Engine: a log that takes nothing holds up no execution", "[runtime][logs]") {
  Taken taken;
  Log log{LogLevel::Off};
  ExecutionLog execution_log{std::make_unique<TakenSink>(taken), log, 1000};
  EngineOptions options;
  options.execution_log = &execution_log;
  RunningEngine running{options};
  running.define_express("e", testing::kPass, logging_to("g", api::LogLevelSetting::All));
  taken.hold();
  for (int i = 0; i < 50; ++i) CHECK(running.run_to_end("e").status == Status::Succeeded);
  taken.release();
  running.shut_down();
}

}  // namespace sfn::engine
