#pragma once
// Every number of AWS Step Functions that changes behaviour, once. AWS "Quotas" and the service's
// model.
#include <cstddef>
#include <cstdint>

namespace sfn::api::quotas {

// --- executions ---
inline constexpr std::int64_t kHistoryEvents = 25'000;
inline constexpr std::size_t kPayloadBytes = 262'144;  // of UTF-8: input, output, result
inline constexpr std::int64_t kExpressSeconds = 300;   // an EXPRESS execution, in all

// --- bills and logs of executions ---
// AWS "Step Functions pricing": EXPRESS executions, in steps of so much, at least one. Observed:
// express_sync.
inline constexpr std::int64_t kBilledMilliseconds = 100;
inline constexpr std::int64_t kBilledMegabytes = 64;
// Of one input or output in a log record; more is cut. AWS's exact number is not known.
inline constexpr std::size_t kLoggedDataBytes = 32'768;

// AWS "Quotas": so many iterations of an inline Map run at once, whatever MaxConcurrency says.
inline constexpr std::int64_t kInlineMapConcurrency = 40;
// … and so many children of a distributed one.
inline constexpr std::int64_t kMapRunConcurrency = 10'000;

// --- activities ---
inline constexpr std::size_t kActivityPollers = 1'000;  // that wait for tasks of one activity
inline constexpr std::int64_t kActivityPollSeconds = 60;

// --- requests ---
inline constexpr std::size_t kRequestBytes = 1'048'576;
inline constexpr std::size_t kArnLength = 256;
inline constexpr std::size_t kNameLength = 80;
inline constexpr std::size_t kMapRunArnLength = 2'000;
inline constexpr std::size_t kDefinitionLength = 1'048'576;
inline constexpr std::size_t kErrorLength = 256;
inline constexpr std::size_t kCauseLength = 32'768;
inline constexpr std::size_t kTaskTokenLength = 2'048;
inline constexpr std::size_t kTraceHeaderLength = 256;
inline constexpr std::size_t kVersionDescriptionLength = 256;
inline constexpr std::size_t kPageTokenLength = 1'024;
inline constexpr std::size_t kExecutionsPageTokenLength = 3'096;
inline constexpr std::int64_t kPageSize = 1'000;
inline constexpr std::int64_t kDefaultPageSize = 100;
inline constexpr std::int64_t kPercentage = 100;
inline constexpr std::size_t kTags = 50;
inline constexpr std::size_t kTagKeyLength = 128;
inline constexpr std::size_t kTagValueLength = 256;
inline constexpr std::size_t kKmsKeyIdLength = 2'048;
inline constexpr std::int64_t kKmsReuseSecondsMin = 60;
inline constexpr std::int64_t kKmsReuseSecondsMax = 900;

// --- definitions ---
inline constexpr std::size_t kStateNameLength = 80;
inline constexpr std::int64_t kSecondsMax = 99'999'999;  // of every time-out and wait
inline constexpr std::int64_t kMaxDelaySecondsMax = 31'622'400;
// A Wait of 2^31 seconds or more fails. Observed: test_base_wait_seconds_path.
inline constexpr std::int64_t kWaitSecondsLimit = 2'147'483'648;

// --- distributed Map ---
inline constexpr std::size_t kCsvHeaderBytes = 10'240;

}  // namespace sfn::api::quotas
