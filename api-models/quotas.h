#pragma once
// Every number of AWS Step Functions that changes behaviour, once, also those of parts that are not
// built yet. From AWS "Quotas" and the service's model, where nothing else is said. The limits of
// intrinsic functions and of JSONata stand with them in engine/query, which knows no service.
#include <cstddef>
#include <cstdint>

namespace sfn::api::quotas {

// --- executions ---
inline constexpr std::int64_t kHistoryEvents = 25'000;
inline constexpr std::size_t kPayloadBytes = 262'144;       // of UTF-8: input, output, result
inline constexpr std::size_t kVariableBytes = 262'144;      // of one, and of those of one Assign
inline constexpr std::size_t kVariablesBytes = 10'485'760;  // of all that an execution holds
inline constexpr std::int64_t kExpressSeconds = 300;        // an EXPRESS execution, in all
// EXPRESS executions that are open at once, and so in memory. AWS has no such number: it limits how
// many start in a second.
inline constexpr std::size_t kOpenExpressExecutions = 100'000;
// Redriving: within so many days of the end, and while there is room in the history.
inline constexpr std::int64_t kRedriveDays = 14;
inline constexpr std::int64_t kRedriveHistoryEvents = 24'999;
inline constexpr std::size_t kRedriveTokenLength = 64;
inline constexpr std::size_t kRedriveTokens = 10;  // that are remembered, for so many minutes
inline constexpr std::int64_t kRedriveTokenMinutes = 15;
inline constexpr std::int64_t kHttpTaskSeconds = 60;

// --- bills and logs of executions ---
// AWS "Step Functions pricing": EXPRESS executions, in steps of so much, at least one. Observed:
// express_sync.
inline constexpr std::int64_t kBilledMilliseconds = 100;
inline constexpr std::int64_t kBilledMegabytes = 64;
// Of one input or output in a log record; more is cut. AWS's exact number is not known.
inline constexpr std::size_t kLoggedDataBytes = 32'768;

// --- Map ---
// So many iterations run at once, whatever MaxConcurrency says.
inline constexpr std::int64_t kInlineMapConcurrency = 40;
// … and so many children of a distributed one.
inline constexpr std::int64_t kMapRunConcurrency = 10'000;
inline constexpr std::int64_t kMapRunRedrives = 1'000;
inline constexpr std::int64_t kMaxItems = 100'000'000;  // documented; more is accepted
inline constexpr std::int64_t kBatchBytes = 262'144;

// --- activities ---
inline constexpr std::size_t kActivityPollers = 1'000;  // that wait for tasks of one activity
inline constexpr std::int64_t kActivityPollSeconds = 60;

// --- requests ---
inline constexpr std::size_t kRequestBytes = 1'048'576;
inline constexpr std::size_t kArnLength = 256;
inline constexpr std::size_t kNameLength = 80;
inline constexpr std::size_t kMapRunArnLength = 2'000;
inline constexpr std::size_t kVersionArnLength = 2'000;
inline constexpr std::size_t kDefinitionLength = 1'048'576;
inline constexpr std::size_t kErrorLength = 256;
inline constexpr std::size_t kCauseLength = 32'768;
inline constexpr std::size_t kTaskTokenLength = 2'048;
inline constexpr std::size_t kTraceHeaderLength = 256;
inline constexpr std::size_t kVersionDescriptionLength = 256;
inline constexpr std::size_t kAliasDescriptionLength = 256;
inline constexpr std::size_t kAliasNameLength = 80;
inline constexpr std::size_t kVersionsOfAlias = 2;
inline constexpr std::size_t kPageTokenLength = 1'024;
inline constexpr std::size_t kExecutionsPageTokenLength = 3'096;
inline constexpr std::int64_t kPageSize = 1'000;
inline constexpr std::int64_t kDefaultPageSize = 100;
inline constexpr std::int64_t kPercentage = 100;
inline constexpr std::size_t kDiagnostics = 100;  // of ValidateStateMachineDefinition
inline constexpr std::size_t kTags = 50;
inline constexpr std::size_t kTagKeyLength = 128;
inline constexpr std::size_t kTagValueLength = 256;
inline constexpr std::size_t kKmsKeyIdLength = 2'048;
inline constexpr std::int64_t kKmsReuseSecondsMin = 60;
inline constexpr std::int64_t kKmsReuseSecondsMax = 900;
inline constexpr std::int64_t kKmsReuseSecondsDefault = 300;

// --- resources ---
inline constexpr std::size_t kVersions = 1'000;  // of one machine
inline constexpr std::size_t kAliases = 100;     // of one machine

// --- definitions ---
inline constexpr std::size_t kStateNameLength = 80;
inline constexpr std::size_t kLabelLength = 40;
inline constexpr std::size_t kVariableNameLength = 80;
inline constexpr std::int64_t kSecondsMax = 99'999'999;  // of every time-out and wait
// Observed on AWS, with the other ranges of a retrier.
inline constexpr std::int64_t kMaxAttemptsMax = 99'999'999;
inline constexpr std::int64_t kMaxDelaySecondsMax = 31'622'400;
// A Wait of 2^31 seconds or more fails. Observed: test_base_wait_seconds_path.
inline constexpr std::int64_t kWaitSecondsLimit = 2'147'483'648;

// --- distributed Map ---
inline constexpr std::size_t kCsvHeaderBytes = 10'240;

}  // namespace sfn::api::quotas
