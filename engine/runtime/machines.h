#pragma once
// Machines: what StartExecution needs of a machine, and compiled definitions, kept in memory until
// they change. Thread-safe.
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/runtime/engine.h"
#include "engine/runtime/log_target.h"
#include "persistence/store.h"

namespace sfn::engine {

class Machines {
 public:
  explicit Machines(const persistence::Store& store) : store_(store) {}

  [[nodiscard]] std::shared_ptr<const Machine> find(const std::string& arn);
  [[nodiscard]] std::shared_ptr<const CompiledDefinition> definition(std::int64_t revision);
  // Where executions of a revision log; nullptr: nowhere.
  [[nodiscard]] std::shared_ptr<const LogTarget> logging(std::int64_t revision);
  // After a machine was written: what is known of it is old.
  void forget_all();

 private:
  // Running executions hold their definition themselves; this many others stay compiled.
  static constexpr std::size_t kKept = 2000;

  const persistence::Store& store_;
  std::mutex mutex_;  // held for look-ups only, not while compiling
  std::uint64_t changes_ = 0;
  std::unordered_map<std::string, std::shared_ptr<const Machine>> machines_;
  std::unordered_map<std::int64_t, std::shared_ptr<const CompiledDefinition>> definitions_;
  std::unordered_map<std::int64_t, std::shared_ptr<const LogTarget>> log_targets_;
};

}  // namespace sfn::engine
