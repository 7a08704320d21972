#pragma once
// StatesError: what a rule of the language or a failed task reports: an error name and a cause,
// each of which may be absent. The names that Amazon States Language reserves stand here once.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sfn {

namespace error_names {
// ASL "Appendix A: Predefined Error Codes"
inline constexpr std::string_view kAll = "States.ALL";
inline constexpr std::string_view kTaskFailed = "States.TaskFailed";
inline constexpr std::string_view kTimeout = "States.Timeout";
inline constexpr std::string_view kHeartbeatTimeout = "States.HeartbeatTimeout";
inline constexpr std::string_view kRuntime = "States.Runtime";
inline constexpr std::string_view kDataLimitExceeded = "States.DataLimitExceeded";
inline constexpr std::string_view kExceedToleratedFailureThreshold =
    "States.ExceedToleratedFailureThreshold";
inline constexpr std::string_view kReferencePathConflict = "States.ReferencePathConflict";
inline constexpr std::string_view kItemReaderFailed = "States.ItemReaderFailed";
inline constexpr std::string_view kQueryEvaluationError = "States.QueryEvaluationError";
}  // namespace error_names

// Where the error may go. Retry and Catch see only what is Catchable.
enum class ErrorKind : std::uint8_t {
  Catchable,
  Heartbeat,  // catchable as States.Timeout and as States.HeartbeatTimeout
  Fatal,      // States.Runtime: no Catch matches it, the whole execution fails. Observed:
              // test_catch_states_runtime
};

// Whether the cause still lacks the words in front of it that name the state (as AWS puts them).
enum class CausePrefix : std::uint8_t {
  None,
  State,  // "An error occurred while executing the state '…' (entered at the event id #…). "
};

// A JSONata expression or its result is to blame: AWS tells so in an event, EvaluationFailed.
struct EvaluationFailure {
  std::optional<std::string> location;  // within the state: "Output/result"

  friend bool operator==(const EvaluationFailure&, const EvaluationFailure&) = default;
};

struct StatesError {
  std::optional<std::string> name;
  std::optional<std::string> cause;
  ErrorKind kind = ErrorKind::Catchable;
  CausePrefix prefix = CausePrefix::None;
  std::optional<EvaluationFailure> evaluation = {};  // until its event has been recorded

  friend bool operator==(const StatesError&, const StatesError&) = default;
};

// A failure of JSONPath processing: States.Runtime, fatal, the cause names the state.
[[nodiscard]] inline StatesError runtime_error(std::string cause) {
  return {std::string(error_names::kRuntime), std::move(cause), ErrorKind::Fatal,
          CausePrefix::State};
}

// A failure of JSONata processing. It can be caught; the cause names the state.
[[nodiscard]] inline StatesError query_evaluation_error(std::string cause,
                                                        std::optional<std::string> location) {
  return {std::string(error_names::kQueryEvaluationError), std::move(cause), ErrorKind::Catchable,
          CausePrefix::State, EvaluationFailure{std::move(location)}};
}

template <typename T>
using StateResult = Result<T, StatesError>;

}  // namespace sfn
