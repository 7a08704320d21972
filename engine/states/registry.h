#pragma once
// Every state type, in one table. A new type is new files and one row.
#include <memory>
#include <span>
#include <string_view>

#include "engine/asl/schema.h"
#include "engine/asl/state_source.h"
#include "engine/states/state.h"

namespace sfn::engine {

struct StateTypeRow {
  StateType type = StateType::Pass;
  std::string_view name;
  const asl::ObjectSchema* schema = nullptr;
  asl::Ending ending = asl::Ending::Unknown;  // Unknown: its Next or End says it
  // Makes the state; what is wrong is reported, and the result is null where nothing can be made of
  // it.
  std::unique_ptr<const State> (*parse)(StateCommon common,
                                        const asl::StateSource& source) = nullptr;
};

// In the order in which AWS lists them.
[[nodiscard]] std::span<const StateTypeRow> state_types();
// nullptr if there is no such type.
[[nodiscard]] const StateTypeRow* find_state_type(std::string_view name);

}  // namespace sfn::engine
