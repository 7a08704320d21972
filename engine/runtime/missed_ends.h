#pragma once
// MissedEnds: tells the parent of a map run of children that ended while it did not listen: before
// its run was armed anew by a fold, or while the server was down. Thread-safe.
#include <cstdint>

#include "base/log.h"
#include "engine/execution/ids.h"
#include "engine/runtime/pause.h"
#include "engine/runtime/turn_pool.h"
#include "persistence/store.h"

namespace sfn::engine {

class MissedEnds {
 public:
  // All outlive this.
  MissedEnds(const persistence::Store& store, Log& log, TurnPool& turns, Pause& pause)
      : store_(store), log_(log), turns_(turns), pause_(pause) {}

  void look_at_children(std::int64_t execution, EffectId map_run);

 private:
  void look_after(std::int64_t execution, EffectId map_run, std::int32_t after);
  void tell(std::int64_t execution, EffectId map_run, std::int32_t after);

  const persistence::Store& store_;
  Log& log_;
  TurnPool& turns_;
  Pause& pause_;
};

}  // namespace sfn::engine
