#include "engine/states/map/reader_config.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "engine/asl/common_fields.h"
#include "engine/asl/path_checks.h"
#include "engine/dataflow/path_sibling.h"
#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {
namespace {

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

// The lists are in the order of the enumerators, and of AWS's messages.
constexpr auto kInputTypes =
    std::to_array<std::string_view>({kCsv, kJson, "JSONL", "PARQUET", "MANIFEST"});
constexpr auto kHeaderLocations = std::to_array<std::string_view>({"FIRST_ROW", kGiven});
constexpr auto kDelimiters =
    std::to_array<std::string_view>({"COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"});
constexpr std::string_view kDelimiterCharacters = ",|; \t";
constexpr auto kManifestTypes = std::to_array<std::string_view>({"S3_INVENTORY", "ATHENA_DATA"});
constexpr auto kReaderTransformations =
    std::to_array<std::string_view>({"NONE", "LOAD_AND_FLATTEN"});
constexpr auto kMaxItemsForms = std::to_array<std::string_view>({kMaxItems, kMaxItemsPath});
constexpr auto kMaxItemsPaths = std::to_array<std::string_view>({kMaxItemsPath});
constexpr auto kMaxItemsExclusive = std::to_array<asl::Exclusive>({{kMaxItemsForms}});

static_assert(kDelimiterCharacters.size() == kDelimiters.size());

// Which fields there may be depends on the InputType. Observed on AWS: header fields with JSON and
// JSONL, and ManifestType with JSON, are fields that are not supported.
std::vector<asl::Field> config_fields(std::string_view input_type) {
  std::vector<asl::Field> fields{
      asl::text(asl::fields::kComment),
      asl::one_of(kInputType, kInputTypes),
      asl::one_of(kReaderTransformation, kReaderTransformations),
      asl::text(kItemsPointer),
      asl::or_expression(asl::integer(kMaxItems, 0)),
      asl::path(kMaxItemsPath),
  };
  if (input_type == kCsv) {
    fields.push_back(asl::one_of(kCsvHeaderLocation, kHeaderLocations));
    fields.push_back(asl::array(kCsvHeaders));
    fields.push_back(asl::one_of(kCsvDelimiter, kDelimiters));
  }
  if (input_type != kJson) fields.push_back(asl::one_of(kManifestType, kManifestTypes));
  return fields;
}

void check(const Json& config, const asl::Place& place) {
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
}

// Which of the names the field has.
std::optional<std::size_t> chosen(const Json& config, std::string_view field,
                                  std::span<const std::string_view> names) {
  const auto text = asl::text_if_given(config, field);
  const auto found = text ? std::find(names.begin(), names.end(), *text) : names.end();
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

CsvFormat parse_csv_format(const Json& config, const asl::Place& place) {
  CsvFormat format;
  format.delimiter =
      kDelimiterCharacters.at(chosen(config, kCsvDelimiter, kDelimiters).value_or(0));
  if (asl::text_if_given(config, kCsvHeaderLocation) != kGiven) return format;
  format.headers.emplace();
  const Json* const headers = config.find(kCsvHeaders);
  if (headers == nullptr || !headers->is_array()) return format;
  for (std::size_t index = 0; index < headers->items().size() && !place.enough(); ++index) {
    const Json& header = headers->items()[index];
    if (header.is_string()) {
      format.headers->push_back(header.as_string());
    } else {
      place.at(kCsvHeaders).at(index).schema_error(asl::expected_type("STRING"));
    }
  }
  return format;
}

std::optional<IntegerSource> parse_max_items(const Json& config, const asl::Place& place) {
  if (place.language == asl::Language::JsonPath)
    asl::check_value_paths(config, kMaxItemsPaths, place);
  std::vector<Diagnostic> reported;
  return IntegerSource::compile(config, kMaxItems, place.reporting_to(reported));
}

}  // namespace

ReaderConfig parse_reader_config(const Json& config, const asl::Place& place) {
  check(config, place);
  ReaderConfig parsed;
  if (const auto type = chosen(config, kInputType, kInputTypes))
    parsed.input_type = static_cast<InputType>(*type);
  if (const auto type = chosen(config, kManifestType, kManifestTypes))
    parsed.manifest_type = static_cast<ManifestType>(*type);
  parsed.transformation = static_cast<ReaderTransformation>(
      chosen(config, kReaderTransformation, kReaderTransformations).value_or(0));
  parsed.csv = parse_csv_format(config, place);
  parsed.items_pointer = asl::text_if_given(config, kItemsPointer).value_or("");
  parsed.max_items = parse_max_items(config, place);
  return parsed;
}

StateResult<std::uint64_t> item_limit(std::int64_t max_items) {
  if (max_items < 0) return sfn::unexpected(item_reader_failed("field MaxItems must be positive"));
  return max_items == 0 ? kAllItems : static_cast<std::uint64_t>(max_items);
}

}  // namespace sfn::engine
