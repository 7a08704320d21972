#pragma once
// MachineType: AWS "Choosing workflow type in Step Functions".
#include <cstdint>

namespace sfn::engine {

enum class MachineType : std::uint8_t { Standard, Express };

}  // namespace sfn::engine
