#pragma once
// Lane: who goes first where executions wait for a thread or for the disk. A loop would else have
// everybody wait for it who is new.
#include <cstdint>

namespace sfn::engine {

enum class Lane : std::uint8_t {
  First,   // who is new or was just woken, and everything that is no execution
  Behind,  // who has used a whole share of records and wants more
};

}  // namespace sfn::engine
