#pragma once
// The names of fields that more than one kind of object has. A field of one state type or of one
// object stands in that file.
#include <string_view>

namespace sfn::engine::asl::fields {

// ASL "Structure of a State Machine"
inline constexpr std::string_view kComment = "Comment";
inline constexpr std::string_view kQueryLanguage = "QueryLanguage";
inline constexpr std::string_view kStartAt = "StartAt";
inline constexpr std::string_view kStates = "States";
inline constexpr std::string_view kTimeoutSeconds = "TimeoutSeconds";

// ASL "States"
inline constexpr std::string_view kType = "Type";
inline constexpr std::string_view kNext = "Next";
inline constexpr std::string_view kEnd = "End";
inline constexpr std::string_view kAssign = "Assign";
inline constexpr std::string_view kOutput = "Output";
inline constexpr std::string_view kArguments = "Arguments";
inline constexpr std::string_view kParameters = "Parameters";
inline constexpr std::string_view kResource = "Resource";
inline constexpr std::string_view kCredentials = "Credentials";

// ASL "Errors"
inline constexpr std::string_view kRetry = "Retry";
inline constexpr std::string_view kCatch = "Catch";
inline constexpr std::string_view kErrorEquals = "ErrorEquals";

// ASL "Input and Output Processing"
inline constexpr std::string_view kInputPath = "InputPath";
inline constexpr std::string_view kResultSelector = "ResultSelector";
inline constexpr std::string_view kResultPath = "ResultPath";
inline constexpr std::string_view kOutputPath = "OutputPath";

}  // namespace sfn::engine::asl::fields
