#pragma once
// ProcessorConfig: whether a Map runs inline or distributed. AWS "Map state processing modes"
#include <cstdint>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine {

inline constexpr std::string_view kProcessorConfig = "ProcessorConfig";

enum class ProcessorMode : std::uint8_t { Inline, DistributedStandard, DistributedExpress };

// Reports what is wrong; the place is the object.
[[nodiscard]] ProcessorMode parse_processor_config(const Json& config, const asl::Place& place);

}  // namespace sfn::engine
