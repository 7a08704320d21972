#pragma once
// StopOutbox: stops what runs on its own and nobody waits for any more. Each wish is a row of the
// store, written in the batch that ended the waiting; it is taken up after that commit, and again
// after a restart, and is removed once what it names has ended: an execution, or all children of a
// map run.
#include <boost/asio/io_context.hpp>
#include <functional>
#include <optional>

#include "base/log.h"
#include "engine/execution/effect.h"
#include "engine/runtime/commit_queue.h"
#include "engine/runtime/pause.h"
#include "persistence/store.h"

namespace sfn::engine {

// What is to be stopped where nobody waits for the call any more; nullopt for calls that leave
// nothing behind.
[[nodiscard]] std::optional<persistence::StopRow> stop_of(const ArmedEffect& abandoned);

class StopOutbox {
 public:
  struct Ways {
    // Stops an execution that runs, and says how that was committed.
    std::function<void(std::int64_t execution, std::function<void(CommitResult)>)> stop;
    std::function<void(persistence::RowWrite)> write;
  };

  // All outlive the outbox.
  StopOutbox(boost::asio::io_context& context, const persistence::Store& store, Log& log, Ways ways,
             Pause& pause);

  // Goes through what is in the store. Before anything new comes; blocking.
  void take_up();
  // On the context's thread.
  void work_on(persistence::StopRow stop);

 private:
  // The number of the execution if it runs and is the one that is meant.
  [[nodiscard]] std::optional<std::int64_t> find_running(const persistence::StopRow& stop) const;
  void stop_children(const persistence::MapRunRow& run, persistence::StopRow stop);
  void again_after_pause(persistence::StopRow stop);

  boost::asio::io_context& context_;
  const persistence::Store& store_;
  Log& log_;
  Ways ways_;
  Pause& pause_;
};

}  // namespace sfn::engine
