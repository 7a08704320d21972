#pragma once
// The optimized integrations that AWS has: which actions of which services, in which patterns. AWS
// "Integrating services"
#include <cstdint>
#include <span>
#include <string_view>

namespace sfn::engine::asl {

// How a Task waits for what it started; also the suffix of its Resource.
enum class Pattern : std::uint8_t {
  RequestResponse = 1,
  Sync = 2,
  Sync2 = 4,
  WaitForTaskToken = 8
};

struct ServiceIntegration {
  std::string_view service;
  std::string_view action;
  std::uint8_t patterns = 0;  // Pattern, or-ed

  [[nodiscard]] bool offers(Pattern pattern) const {
    return (patterns & static_cast<std::uint8_t>(pattern)) != 0;
  }
};

[[nodiscard]] std::span<const ServiceIntegration> service_integrations();
// nullptr if AWS has none of that name.
[[nodiscard]] const ServiceIntegration* find_service_integration(std::string_view service,
                                                                 std::string_view action);

}  // namespace sfn::engine::asl
