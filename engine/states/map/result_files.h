#pragma once
// What a distributed Map makes of the results of its children: files of a ResultWriter, or the
// state's own result. Pure functions over values. AWS "ResultWriter"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api-models/operations/describe_execution.h"
#include "base/json/json.h"

namespace sfn::engine {

// The order is that of the names in a definition.
enum class WriterTransformation : std::uint8_t { None, Compact, Flatten };
enum class WriterOutputType : std::uint8_t { Json, JsonLines };

struct WriterConfig {
  WriterTransformation transformation = WriterTransformation::None;
  WriterOutputType output_type = WriterOutputType::Json;
};

// A child execution that is over, as DescribeExecution tells of it; one that was never started is
// still pending and has no dates.
struct ChildResult {
  std::string execution_arn = {};
  std::string state_machine_arn = {};
  std::string name = {};
  std::optional<api::ExecutionStatus> status = std::nullopt;  // absent: pending
  std::string input = {};                                     // JSON text, as is the output
  std::optional<std::string> output = std::nullopt;
  std::optional<std::string> error = std::nullopt;
  std::optional<std::string> cause = std::nullopt;
  std::int64_t redrive_count = 0;
  api::RedriveStatus redrive_status = api::RedriveStatus::NotRedrivable;
  std::optional<std::string> redrive_status_reason = std::nullopt;
  std::optional<WorkflowTime> start_date = std::nullopt;
  std::optional<WorkflowTime> stop_date = std::nullopt;
};

// Which list of the manifest a result is in. The order is that of the manifest.
enum class ResultFileKind : std::uint8_t { Failed, Pending, Succeeded };

struct ResultFile {
  ResultFileKind kind = ResultFileKind::Succeeded;
  std::string name;  // "SUCCEEDED_0.json"
  std::string text;
};

// A file is closed when it has so many bytes. AWS's number is not known.
inline constexpr std::size_t kResultFileBytes = 64u * 1024 * 1024;

// The files, without the manifest; none is empty. Results are in the order of their items.
[[nodiscard]] std::vector<ResultFile> result_files(std::span<const ChildResult> results,
                                                   const WriterConfig& config,
                                                   std::size_t file_bytes = kResultFileBytes);

// Where the files of a map run go: "<Prefix>/<uuid of the map run>", without the slash where there
// is no prefix.
[[nodiscard]] std::string result_folder(std::string_view prefix, std::string_view map_run_arn);
inline constexpr std::string_view kManifestName = "manifest.json";
// The text of manifest.json.
[[nodiscard]] std::string result_manifest(std::string_view bucket, std::string_view folder,
                                          std::string_view map_run_arn,
                                          std::span<const ResultFile> files);
// The result of a Map whose results went to a bucket.
[[nodiscard]] Json result_writer_details(std::string_view bucket, std::string_view folder,
                                         std::string_view map_run_arn);

// Adds the output of a child that succeeded, as the transformation wants it: FLATTEN takes arrays
// apart.
void append_output(Json::Items& outputs, Json output, WriterTransformation transformation);

}  // namespace sfn::engine
