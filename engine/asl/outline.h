#pragma once
// Outline: what the checks on a whole definition need of it: names, who leads where, and where that
// is said. Made while the states are parsed, also from states that have mistakes. Lives as long as
// the parsed text.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "engine/asl/language.h"
#include "engine/execution/record.h"

namespace sfn::engine::asl {

// A name that stands at a location of the definition.
struct Mention {
  std::string name;
  std::string location;
};

struct BlockOutline;

// Whether a branch or the machine can end with the state. Unknown where it says neither Next nor
// End.
enum class Ending : std::uint8_t { No, Yes, Unknown };

struct StateOutline {
  std::string name;
  std::string location;
  StateType type = StateType::Pass;
  Language language = Language::JsonPath;
  const Json* fields = nullptr;  // in the definition that is being checked
  Ending ending = Ending::Unknown;
  std::vector<Mention> transitions;  // Next, Default, the Next of rules and catchers, in that order
  std::vector<Mention> assigned;     // variables that its Assign fields name
  std::vector<std::string> read;     // what may be variables in its fields; one may come twice
  std::optional<Mention> label;      // of a Map
  std::vector<BlockOutline> blocks;  // Branches, ItemProcessor
};

struct BlockOutline {
  std::optional<Mention> start_at;
  std::vector<StateOutline> states;
  bool complete = true;  // every state is in `states`, and StartAt is there
};

}  // namespace sfn::engine::asl
