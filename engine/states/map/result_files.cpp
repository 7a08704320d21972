#include "engine/states/map/result_files.h"

#include <array>
#include <utility>

#include "base/time.h"

namespace sfn::engine {
namespace {

constexpr auto kKindNames = std::to_array<std::string_view>({"FAILED", "PENDING", "SUCCEEDED"});

ResultFileKind kind_of(const ChildResult& result) {
  // AWS "ResultWriter": FAILED has what failed, timed out or was aborted, PENDING what was not
  // started.
  if (!result.status) return ResultFileKind::Pending;
  return *result.status == api::ExecutionStatus::Succeeded ? ResultFileKind::Succeeded
                                                           : ResultFileKind::Failed;
}

class Entry {
 public:
  void text(std::string_view name, const std::optional<std::string>& value) {
    if (value) members_.emplace_back(name, Json::string(*value));
  }
  void date(std::string_view name, const std::optional<WorkflowTime>& value) {
    if (value) text(name, to_iso8601(*value));
  }
  void data(std::string_view name, std::string_view details,
            const std::optional<std::string>& value) {
    if (!value) return;
    text(name, value);
    members_.emplace_back(details, Json::object({{"Included", Json::boolean(true)}}));
  }
  void number(std::string_view name, std::int64_t value) {
    members_.emplace_back(name, Json::integer(value));
  }
  Json object() && { return Json::object(std::move(members_)); }

 private:
  Json::Members members_;
};

// AWS "ResultWriter": what stands in the files, in alphabetical order.
Json entry_of(const ChildResult& result) {
  Entry entry;
  entry.text("Cause", result.cause);
  entry.text("Error", result.error);
  entry.text("ExecutionArn", result.execution_arn);
  entry.data("Input", "InputDetails", result.input);
  entry.text("Name", result.name);
  entry.data("Output", "OutputDetails", result.output);
  entry.number("RedriveCount", result.redrive_count);
  entry.text("RedriveStatus", std::string(api::enum_name(result.redrive_status)));
  entry.text("RedriveStatusReason", result.redrive_status_reason);
  entry.date("StartDate", result.start_date);
  entry.text("StateMachineArn", result.state_machine_arn);
  entry.text("Status", result.status ? std::string(api::enum_name(*result.status))
                                     : std::string(kKindNames[1]));
  entry.date("StopDate", result.stop_date);
  return std::move(entry).object();
}

// What a result is in a file: one value, or several, or none.
Json::Items values_of(const ChildResult& result, WriterTransformation transformation) {
  const bool has_output = kind_of(result) == ResultFileKind::Succeeded && result.output;
  if (transformation == WriterTransformation::None || !has_output) return {entry_of(result)};
  Json::Items values;
  append_output(values, Json::parse_trusted(*result.output).rebuilt(), transformation);
  return values;
}

// The values of one kind, file by file.
class FileTexts {
 public:
  FileTexts(ResultFileKind kind, WriterOutputType type, std::size_t file_bytes)
      : kind_(kind), type_(type), file_bytes_(file_bytes) {}

  void add(const Json& value) {
    const bool is_lines = type_ == WriterOutputType::JsonLines;
    std::string text = value.text();
    if (!text_.empty() && text_.size() + text.size() + 2 > file_bytes_) close();
    if (!is_lines) text_ += text_.empty() ? '[' : ',';
    text_ += text;
    if (is_lines) text_ += '\n';
  }
  std::vector<ResultFile> files() && {
    close();
    return std::move(files_);
  }

 private:
  void close() {
    if (text_.empty()) return;
    const bool is_lines = type_ == WriterOutputType::JsonLines;
    if (!is_lines) text_ += ']';
    std::string name(kKindNames.at(static_cast<std::size_t>(kind_)));
    name += "_" + std::to_string(files_.size()) + (is_lines ? ".jsonl" : ".json");
    files_.push_back({kind_, std::move(name), std::exchange(text_, {})});
  }

  ResultFileKind kind_;
  WriterOutputType type_;
  std::size_t file_bytes_;
  std::string text_;
  std::vector<ResultFile> files_;
};

}  // namespace

std::vector<ResultFile> result_files(std::span<const ChildResult> results,
                                     const WriterConfig& config, std::size_t file_bytes) {
  std::vector<ResultFile> all;
  for (std::size_t kind = 0; kind < kKindNames.size(); ++kind) {
    const auto wanted = static_cast<ResultFileKind>(kind);
    FileTexts texts{wanted, config.output_type, file_bytes};
    for (const ChildResult& result : results) {
      if (kind_of(result) != wanted) continue;
      for (const Json& value : values_of(result, config.transformation)) texts.add(value);
    }
    for (ResultFile& file : std::move(texts).files()) all.push_back(std::move(file));
  }
  return all;
}

std::string result_folder(std::string_view prefix, std::string_view map_run_arn) {
  std::string folder(prefix);
  if (!folder.empty() && folder.back() != '/') folder += '/';
  return folder += map_run_arn.substr(map_run_arn.rfind(':') + 1);
}

std::string result_manifest(std::string_view bucket, std::string_view folder,
                            std::string_view map_run_arn, std::span<const ResultFile> files) {
  std::array<Json::Items, kKindNames.size()> lists;
  for (const ResultFile& file : files) {
    lists.at(static_cast<std::size_t>(file.kind))
        .push_back(
            Json::object({{"Key", Json::string(std::string(folder) + "/" + file.name)},
                          {"Size", Json::integer(static_cast<std::int64_t>(file.text.size()))}}));
  }
  Json::Members by_kind;
  for (std::size_t kind = 0; kind < kKindNames.size(); ++kind)
    by_kind.emplace_back(kKindNames.at(kind), Json::array(std::move(lists.at(kind))));
  return Json::object({{"DestinationBucket", Json::string(std::string(bucket))},
                       {"MapRunArn", Json::string(std::string(map_run_arn))},
                       {"ResultFiles", Json::object(std::move(by_kind))}})
      .text();
}

Json result_writer_details(std::string_view bucket, std::string_view folder,
                           std::string_view map_run_arn) {
  // Observed: test_map_state_result_writer.
  return Json::object(
      {{"MapRunArn", Json::string(std::string(map_run_arn))},
       {"ResultWriterDetails", Json::object({{"Bucket", Json::string(std::string(bucket))},
                                             {"Key", Json::string(std::string(folder) + "/" +
                                                                  std::string(kManifestName))}})}});
}

void append_output(Json::Items& outputs, Json output, WriterTransformation transformation) {
  if (transformation != WriterTransformation::Flatten || !output.is_array())
    return outputs.push_back(std::move(output));
  for (const Json& item : output.items()) outputs.push_back(item);
}

}  // namespace sfn::engine
