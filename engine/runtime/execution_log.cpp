#include "engine/runtime/execution_log.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sfn::engine {
namespace {

// A pipe that nobody reads must not keep the server from ending.
constexpr std::chrono::milliseconds kGoodbye{500};

}  // namespace

ExecutionLog::ExecutionLog(std::unique_ptr<LogSink> sink, Log& log, std::size_t queue_bytes)
    : sink_(std::move(sink)), log_(log), queue_bytes_(queue_bytes), thread_([this] { run(); }) {}

ExecutionLog::~ExecutionLog() { stop(); }

void ExecutionLog::write(const std::shared_ptr<const LogTarget>& target, LogLines lines) {
  if (lines.records == 0) return;
  {
    const std::lock_guard lock{mutex_};
    // A batch that is larger than the queue finds room where there is nothing else.
    if (stopping_ || (bytes_ > 0 && bytes_ + lines.text.size() > queue_bytes_)) {
      dropped_ += lines.records;
      return;
    }
    bytes_ += lines.text.size();
    queue_.push_back({target, std::move(lines)});
  }
  wake_.notify_one();
}

void ExecutionLog::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    give_up_at_ = std::chrono::steady_clock::now() + kGoodbye;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool ExecutionLog::gives_up() const {
  const std::lock_guard lock{mutex_};
  return std::chrono::steady_clock::now() >= give_up_at_;
}

void ExecutionLog::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    const std::vector<Entry> entries = std::exchange(queue_, {});
    const std::size_t bytes = bytes_;
    lock.unlock();
    append(entries);
    lock.lock();
    bytes_ -= bytes;
    const std::size_t dropped = std::exchange(dropped_, 0);
    if (dropped > 0) {
      log_.warning("log_records_dropped", {{"records", std::to_string(dropped)},
                                           {"reason", "they came faster than they are written"}});
    }
    if (stopping_ && queue_.empty()) return;
  }
}

// One write for each file: the lines of many turns at once, where they come fast.
void ExecutionLog::append(const std::vector<Entry>& entries) {
  std::map<std::string_view, LogLines> by_file;
  for (const Entry& entry : entries) {
    LogLines& lines = by_file[entry.target->file];
    lines.text += entry.lines.text;
    lines.records += entry.lines.records;
  }
  for (const auto& [file, lines] : by_file) {
    try {
      sink_->append(std::string(file), lines.text, [this] { return gives_up(); });
    } catch (const std::exception& failure) {
      log_.error("log_records_lost", {{"file", std::string(file)},
                                      {"records", std::to_string(lines.records)},
                                      {"reason", failure.what()}});
    }
  }
}

}  // namespace sfn::engine
