#pragma once
// FaultyStore: a store in memory that fails, or waits, when a test says so. Thread-safe.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

#include "persistence/memory/memory_store.h"

namespace sfn::engine::testing {

class FaultyStore final : public persistence::Store {
 public:
  using Batch = persistence::Batch;

  // So many of the next writes, or reads of journals, throw a StoreError.
  void fail_writes(std::size_t count) {
    set([&] { failing_writes_ = count; });
  }
  void fail_reads(std::size_t count) {
    set([&] { failing_reads_ = count; });
  }
  // Reads of that execution's journal wait until they are let through: 0.
  void hold_reads_of(std::int64_t execution) {
    set([&] { held_reads_ = execution; });
  }
  // Writes that have a batch with journal rows of such an execution throw a StoreError; empty: none
  // does.
  void refuse_writes_of(std::function<bool(std::int64_t execution)> is_refused) {
    set([&] { is_refused_ = std::move(is_refused); });
  }
  // The next write throws something that no store should.
  void break_write() {
    set([&] { breaks_write_ = true; });
  }
  // Writes wait until they are let through.
  void hold_writes() {
    set([&] { holding_ = true; });
  }
  void release_writes() {
    set([&] { holding_ = false; });
  }
  void wait_for_held_write() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return held_ > 0; });
  }
  // How many batches each write had, those that failed included.
  [[nodiscard]] std::vector<std::size_t> writes() const {
    const std::lock_guard lock{mutex_};
    return writes_;
  }

  std::vector<persistence::WriteOutcome> write(std::span<const Batch> batches) override {
    {
      std::unique_lock lock{mutex_};
      writes_.push_back(batches.size());
      ++held_;
      changed_.notify_all();
      changed_.wait(lock, [&] { return !holding_; });
      --held_;
      if (std::exchange(breaks_write_, false)) throw std::runtime_error("a bug");
      if (failing_writes_ > 0) {
        --failing_writes_;
        throw persistence::StoreError("the disk is full");
      }
      for (const Batch& batch : batches) {
        for (const persistence::JournalAppend& append : batch.journals) {
          if (is_refused_ && is_refused_(append.execution))
            throw persistence::StoreError("the disk is full");
        }
      }
    }
    return memory_.write(batches);
  }
  std::vector<persistence::JournalRow> read_journal(
      const persistence::JournalPage& page) const override {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return held_reads_ != page.execution; });
    if (failing_reads_ > 0) {
      --failing_reads_;
      throw persistence::StoreError("the disk is broken");
    }
    return memory_.read_journal(page);
  }

  std::int64_t next_machine_id() const override { return memory_.next_machine_id(); }
  std::int64_t next_revision_number() const override { return memory_.next_revision_number(); }
  std::int64_t next_execution_number() const override { return memory_.next_execution_number(); }
  std::optional<persistence::MachineRow> find_machine(std::string_view arn) const override {
    return memory_.find_machine(arn);
  }
  std::optional<persistence::MachineRow> find_machine_by_id(std::int64_t id) const override {
    return memory_.find_machine_by_id(id);
  }
  std::vector<persistence::MachineRow> list_machines(
      const persistence::MachinePage& page) const override {
    return memory_.list_machines(page);
  }
  std::optional<persistence::RevisionRow> find_revision(std::int64_t number) const override {
    return memory_.find_revision(number);
  }
  std::optional<persistence::ActivityRow> find_activity(std::string_view arn) const override {
    return memory_.find_activity(arn);
  }
  std::vector<persistence::ActivityRow> list_activities(
      const persistence::ActivityPage& page) const override {
    return memory_.list_activities(page);
  }
  std::optional<persistence::ExecutionRow> find_execution(std::string_view arn) const override {
    return memory_.find_execution(arn);
  }
  std::optional<persistence::ExecutionRow> find_execution_by_number(
      std::int64_t number) const override {
    return memory_.find_execution_by_number(number);
  }
  std::vector<persistence::ExecutionRow> list_executions(
      const persistence::ExecutionPage& page) const override {
    return memory_.list_executions(page);
  }
  std::vector<persistence::ExecutionRow> list_running(std::int64_t after_number,
                                                      std::size_t limit) const override {
    return memory_.list_running(after_number, limit);
  }
  std::vector<persistence::ExecutionRow> list_children(std::int64_t map_run,
                                                       std::int32_t after_index,
                                                       std::size_t limit) const override {
    return memory_.list_children(map_run, after_index, limit);
  }
  std::optional<persistence::MapRunRow> find_map_run(std::string_view arn) const override {
    return memory_.find_map_run(arn);
  }
  std::optional<persistence::MapRunRow> find_map_run_by_number(std::int64_t number) const override {
    return memory_.find_map_run_by_number(number);
  }
  std::vector<persistence::MapRunRow> list_map_runs(
      const persistence::MapRunPage& page) const override {
    return memory_.list_map_runs(page);
  }
  std::optional<std::string> find_setting(std::string_view key) const override {
    return memory_.find_setting(key);
  }
  std::vector<persistence::StopRow> list_stops(const persistence::StopRow& after,
                                               std::size_t limit) const override {
    return memory_.list_stops(after, limit);
  }
  persistence::StoreCounts counts() const override { return memory_.counts(); }
  void maintain() override { memory_.maintain(); }

 private:
  template <typename Change>
  void set(Change change) {
    {
      const std::lock_guard lock{mutex_};
      change();
    }
    changed_.notify_all();
  }

  persistence::MemoryStore memory_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::condition_variable changed_;
  std::vector<std::size_t> writes_;
  std::function<bool(std::int64_t)> is_refused_;
  std::int64_t held_reads_ = 0;
  std::size_t failing_writes_ = 0;
  mutable std::size_t failing_reads_ = 0;
  std::size_t held_ = 0;
  bool breaks_write_ = false;
  bool holding_ = false;
};

}  // namespace sfn::engine::testing
