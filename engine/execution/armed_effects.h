#pragma once
// ArmedEffects: what an execution waits for, found by id and by the visit that it belongs to, and
// what has changed since somebody last asked. Only apply() arms and disarms. A value.
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/execution/effect.h"

namespace sfn::engine {

class ArmedEffects {
 public:
  using Map = std::map<EffectId, ArmedEffect>;

  // Replaces what was armed under the same id.
  void arm(ArmedEffect effect);
  // All effects of the visit itself, not of what is below it.
  void disarm(VisitId visit);
  // The effect of the visit that has this purpose, if there is one.
  void disarm(VisitId visit, EffectPurpose purpose);
  void disarm_all();

  [[nodiscard]] const ArmedEffect* find(EffectId id) const;
  [[nodiscard]] ArmedEffect* find(EffectId id);
  // nullptr if the visit has armed no such effect.
  [[nodiscard]] ArmedEffect* find(VisitId visit, EffectPurpose purpose);
  [[nodiscard]] const ArmedEffect* find(VisitId visit, EffectPurpose purpose) const;
  // Precondition: it is armed.
  [[nodiscard]] const ArmedEffect& at(EffectId id) const { return by_id_.at(id); }
  [[nodiscard]] bool contains(EffectId id) const { return by_id_.contains(id); }
  [[nodiscard]] bool empty() const { return by_id_.empty(); }
  [[nodiscard]] std::size_t size() const { return by_id_.size(); }
  [[nodiscard]] Map::const_iterator begin() const { return by_id_.begin(); }
  [[nodiscard]] Map::const_iterator end() const { return by_id_.end(); }

  struct Changes {
    std::vector<EffectId> armed;        // in order; some may have been disarmed again
    std::vector<ArmedEffect> disarmed;  // as they were; some were armed since then, too
  };
  // What has changed since the last call.
  [[nodiscard]] Changes take_changes() { return std::exchange(changes_, {}); }

 private:
  using ByVisit = std::set<std::pair<VisitId, EffectId>>;

  [[nodiscard]] ByVisit::const_iterator first_of(VisitId visit) const;
  void forget(Map::iterator effect);

  Map by_id_;
  ByVisit by_visit_;
  Changes changes_;
};

}  // namespace sfn::engine
