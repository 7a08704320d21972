#pragma once
// Expressions that a grammar grows from bytes: nearly all of them compile, and most of their calls
// have arguments of the right types, so that what bytes alone would hardly reach is reached.
#include <cstdint>
#include <span>
#include <string>

namespace sfn::fuzz {

[[nodiscard]] std::string grown_expression(std::span<const std::uint8_t> bytes);

}  // namespace sfn::fuzz
