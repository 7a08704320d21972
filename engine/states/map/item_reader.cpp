#include "engine/states/map/item_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/asl/common_fields.h"
#include "engine/asl/path_checks.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kReaderConfig = "ReaderConfig";
constexpr std::string_view kInputType = "InputType";
constexpr std::string_view kCsvHeaderLocation = "CSVHeaderLocation";
constexpr std::string_view kCsvHeaders = "CSVHeaders";
constexpr std::string_view kCsvDelimiter = "CSVDelimiter";
constexpr std::string_view kManifestType = "ManifestType";
constexpr std::string_view kReaderTransformation = "Transformation";
constexpr std::string_view kItemsPointer = "ItemsPointer";
constexpr std::string_view kMaxItems = "MaxItems";
constexpr std::string_view kMaxItemsPath = "MaxItemsPath";

constexpr std::string_view kCsv = "CSV";
constexpr std::string_view kJson = "JSON";
constexpr std::string_view kGiven = "GIVEN";

constexpr auto kInputTypes =
    std::to_array<std::string_view>({kCsv, kJson, "JSONL", "PARQUET", "MANIFEST"});
constexpr auto kHeaderLocations = std::to_array<std::string_view>({"FIRST_ROW", kGiven});
constexpr auto kDelimiters =
    std::to_array<std::string_view>({"COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"});
constexpr auto kManifestTypes = std::to_array<std::string_view>({"S3_INVENTORY", "ATHENA_DATA"});
constexpr auto kReaderTransformations =
    std::to_array<std::string_view>({"NONE", "LOAD_AND_FLATTEN"});
constexpr auto kMaxItemsForms = std::to_array<std::string_view>({kMaxItems, kMaxItemsPath});
constexpr auto kMaxItemsExclusive = std::to_array<asl::Exclusive>({{kMaxItemsForms}});
constexpr auto kReaderConfigPaths = std::to_array<std::string_view>({kMaxItemsPath});

constexpr auto kReaderFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::text(asl::fields::kResource),
    asl::json_path_only(asl::object(asl::fields::kParameters)),
    asl::jsonata_only(asl::or_expression(asl::object(asl::fields::kArguments))),
    asl::object(kReaderConfig),
});
constexpr auto kReaderRequired = std::to_array<std::string_view>({asl::fields::kResource});

// What follows the partition of the Resource.
constexpr auto kResources =
    std::to_array<std::string_view>({":states:::s3:getObject", ":states:::s3:listObjectsV2"});

bool is_allowed_resource(std::string_view resource) {
  return resource.starts_with("arn:") &&
         std::any_of(kResources.begin(), kResources.end(),
                     [&](std::string_view tail) { return resource.ends_with(tail); });
}

// Which fields there may be depends on the InputType. Observed on AWS: header fields with JSON and
// JSONL, and ManifestType with JSON, are fields that are not supported.
std::vector<asl::Field> config_fields(std::string_view input_type) {
  std::vector<asl::Field> fields{
      asl::text(asl::fields::kComment),
      asl::one_of(kInputType, kInputTypes),
      asl::one_of(kReaderTransformation, kReaderTransformations),
      asl::text(kItemsPointer),
      asl::or_expression(asl::integer(kMaxItems, 0)),
      asl::json_path_only(asl::any(kMaxItemsPath)),
  };
  if (input_type == kCsv) {
    fields.push_back(asl::one_of(kCsvHeaderLocation, kHeaderLocations));
    fields.push_back(asl::array(kCsvHeaders));
    fields.push_back(asl::one_of(kCsvDelimiter, kDelimiters));
  }
  if (input_type != kJson) fields.push_back(asl::one_of(kManifestType, kManifestTypes));
  return fields;
}

void check_reader_config(const Json& config, const asl::Place& place) {
  const std::string input_type = asl::text_if_given(config, kInputType).value_or("");
  const std::vector<asl::Field> fields = config_fields(input_type);
  std::vector<std::string_view> required;
  if (input_type == kCsv && asl::text_if_given(config, kCsvHeaderLocation) == kGiven)
    required.push_back(kCsvHeaders);
  asl::check_object(
      config, {.fields = fields, .required = required, .exclusive = kMaxItemsExclusive}, place);
  if (input_type == kCsv && config.find(kCsvHeaderLocation) == nullptr) {
    place.schema_error("The field '" + std::string(kCsvHeaderLocation) +
                       "' is required but was missing");
  }
  if (place.language == asl::Language::JsonPath)
    asl::check_reference_paths(config, kReaderConfigPaths, place);
}

}  // namespace

void check_item_reader(const Json& reader, const asl::Place& place) {
  asl::check_object(reader, {.fields = kReaderFields, .required = kReaderRequired}, place);
  const auto resource = asl::text_if_given(reader, asl::fields::kResource);
  if (resource && !is_allowed_resource(*resource)) {
    place.at(asl::fields::kResource)
        .schema_error("The field '" + std::string(asl::fields::kResource) +
                      "' does not match any of the allowed values");
  }
  if (place.language == asl::Language::JsonPath)
    asl::check_template(reader, asl::fields::kParameters, place);
  const Json* const config = reader.find(kReaderConfig);
  if (config != nullptr && config->is_object())
    check_reader_config(*config, place.at(kReaderConfig));
}

}  // namespace sfn::engine
