#pragma once
// ExecutionLog: writes the log records of executions, which are made as turns are committed, to the
// files of their log groups. It has a thread and a bounded queue of its own, so that a slow disk
// never holds up a turn, a commit or a client: what finds no room is dropped, counted, and told in
// the server's own log. Thread-safe.
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "engine/runtime/log_sink.h"
#include "engine/runtime/log_target.h"

namespace sfn::engine {

class ExecutionLog {
 public:
  static constexpr std::size_t kQueueBytes = 32u * 1024 * 1024;

  // log must outlive the execution log.
  ExecutionLog(std::unique_ptr<LogSink> sink, Log& log, std::size_t queue_bytes = kQueueBytes);
  ~ExecutionLog();
  ExecutionLog(const ExecutionLog&) = delete;
  ExecutionLog& operator=(const ExecutionLog&) = delete;

  // Never waits. Lines for one file are written in the order of the calls.
  void write(const std::shared_ptr<const LogTarget>& target, LogLines lines);
  // Writes what is queued and ends the thread. What is written afterwards is dropped.
  void stop();

 private:
  struct Entry {
    std::shared_ptr<const LogTarget> target;
    LogLines lines;
  };

  void run();
  void append(const std::vector<Entry>& entries);
  [[nodiscard]] bool gives_up() const;

  std::unique_ptr<LogSink> sink_;
  Log& log_;
  const std::size_t queue_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Entry> queue_;
  std::size_t bytes_ = 0;    // in the queue, and being written
  std::size_t dropped_ = 0;  // records
  bool stopping_ = false;
  SteadyTime give_up_at_ = SteadyTime::max();
  std::thread thread_;
};

}  // namespace sfn::engine
