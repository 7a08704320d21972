#include "engine/execution/armed_effects.h"

#include <algorithm>

namespace sfn::engine {

void ArmedEffects::arm(ArmedEffect effect) {
  const EffectId id = effect.id;
  by_visit_.emplace(effect.visit, id);
  changes_.armed.push_back(id);
  by_id_.insert_or_assign(id, std::move(effect));
}

void ArmedEffects::disarm(VisitId visit) {
  auto entry = first_of(visit);
  while (entry != by_visit_.end() && entry->first == visit) {
    forget(by_id_.find(entry->second));
    entry = by_visit_.erase(entry);
  }
}

void ArmedEffects::disarm(VisitId visit, EffectPurpose purpose) {
  const ArmedEffect* const found = find(visit, purpose);
  if (found == nullptr) return;
  by_visit_.erase({visit, found->id});
  forget(by_id_.find(found->id));
}

void ArmedEffects::disarm_all() {
  by_visit_.clear();
  while (!by_id_.empty()) forget(by_id_.begin());
}

const ArmedEffect* ArmedEffects::find(EffectId id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

ArmedEffect* ArmedEffects::find(EffectId id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

const ArmedEffect* ArmedEffects::find(VisitId visit, EffectPurpose purpose) const {
  for (auto entry = first_of(visit); entry != by_visit_.end() && entry->first == visit; ++entry) {
    if (entry->second.purpose() == purpose) return find(entry->second);
  }
  return nullptr;
}

ArmedEffect* ArmedEffects::find(VisitId visit, EffectPurpose purpose) {
  const ArmedEffect* const found = std::as_const(*this).find(visit, purpose);
  return found == nullptr ? nullptr : find(found->id);
}

ArmedEffects::ByVisit::const_iterator ArmedEffects::first_of(VisitId visit) const {
  return by_visit_.lower_bound({visit, EffectId{}});
}

void ArmedEffects::forget(Map::iterator effect) {
  changes_.disarmed.push_back(std::move(effect->second));
  by_id_.erase(effect);
}

}  // namespace sfn::engine
