#pragma once
// What it costs to take a picture apart.
#include <string_view>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/function.h"

namespace sfn::query::jsonata {

// False, and failed, where the budget has no steps left for it. `times`: how often its characters
// are compared with something.
[[nodiscard]] inline bool take_picture(const Call& call, std::string_view picture,
                                       std::size_t times = 1) {
  constexpr std::size_t kStepsOfCharacter = 16;
  if (!call.evaluator.take_steps((1 + picture.size()) * kStepsOfCharacter * times)) return false;
  // Its parts take many times its size. For pictures that anybody writes that is nothing; what is
  // longer counts against the budget of the evaluation.
  constexpr std::size_t kUsualBytes = 4 * 1024, kBytesOfCharacter = 100;
  if (picture.size() > kUsualBytes)
    call.evaluator.arena().charge(picture.size() * kBytesOfCharacter);
  return true;
}

}  // namespace sfn::query::jsonata
