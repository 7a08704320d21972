#pragma once
// AWS "Start a new workflow from a running execution": states:startExecution in all its patterns.
// This server starts the execution itself.
#include "engine/integrations/integration.h"

namespace sfn::engine {

namespace detail {
[[nodiscard]] std::string start_execution_action(const TaskTarget& target);
[[nodiscard]] StateResult<Json> start_execution_request(const CallEffect& call);
[[nodiscard]] CallResult start_execution_result(const CallEffect& call, const ApiAnswer& answer);
[[nodiscard]] std::string execution_started_by(const CallEffect& call);
[[nodiscard]] CallResult ended_execution_result(const CallEffect& call, const ApiAnswer& described);
}  // namespace detail

inline constexpr OwnAction kStartExecution{
    .name = &detail::start_execution_action,
    .to_request = &detail::start_execution_request,
    .to_result = &detail::start_execution_result,
    .execution_started_by = &detail::execution_started_by,
    .to_end = &detail::ended_execution_result,
};

}  // namespace sfn::engine
