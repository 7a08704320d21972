#include "base/testing/json_matchers.h"
#include "engine/query/testing/fake_scope.h"
#include "engine/states/map/item_reader.h"
#include "engine/states/map/result_writer.h"

namespace sfn::engine {
namespace {

using sfn::testing::json;

struct Parsing {
  std::vector<Diagnostic> findings;
  asl::Place place{findings};
};

ReaderConfig config_of(const std::string& text) {
  Parsing parsing;
  ReaderConfig config = parse_reader_config(json(text), parsing.place);
  CHECK(parsing.findings.empty());
  return config;
}

TEST_CASE("ReaderConfig: nothing is given", "[map][reader]") {
  const ReaderConfig config = config_of("{}");
  CHECK(!config.input_type);
  CHECK(!config.manifest_type);
  CHECK(config.transformation == ReaderTransformation::None);
  CHECK(config.items_pointer.empty());
  CHECK(!config.max_items);
}

TEST_CASE("ReaderConfig: every value of every list", "[map][reader]") {
  const auto type = [](const std::string& name) {
    return config_of("{\"InputType\":\"" + name + "\"}").input_type;
  };
  CHECK(type("JSON") == InputType::Json);
  CHECK(type("JSONL") == InputType::JsonLines);
  CHECK(type("PARQUET") == InputType::Parquet);
  CHECK(type("MANIFEST") == InputType::Manifest);
  const auto csv = [](const std::string& fields) {
    return config_of(R"({"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW")" + fields + "}");
  };
  CHECK(csv("").input_type == InputType::Csv);
  CHECK(csv("").csv.delimiter == ',');
  CHECK(!csv("").csv.headers);
  CHECK(csv(R"(,"CSVDelimiter":"COMMA")").csv.delimiter == ',');
  CHECK(csv(R"(,"CSVDelimiter":"PIPE")").csv.delimiter == '|');
  CHECK(csv(R"(,"CSVDelimiter":"SEMICOLON")").csv.delimiter == ';');
  CHECK(csv(R"(,"CSVDelimiter":"SPACE")").csv.delimiter == ' ');
  CHECK(csv(R"(,"CSVDelimiter":"TAB")").csv.delimiter == '\t');
  CHECK(csv(R"(,"ManifestType":"ATHENA_DATA")").manifest_type == ManifestType::AthenaData);
  CHECK(config_of(R"({"InputType":"MANIFEST","ManifestType":"S3_INVENTORY"})").manifest_type ==
        ManifestType::S3Inventory);
  CHECK(config_of(R"({"Transformation":"NONE"})").transformation == ReaderTransformation::None);
  CHECK(config_of(R"({"Transformation":"LOAD_AND_FLATTEN"})").transformation ==
        ReaderTransformation::LoadAndFlatten);
}

TEST_CASE("ReaderConfig: given headers count only where they are asked for", "[map][reader]") {
  const auto headers = [](const std::string& location) {
    return config_of(R"({"InputType":"CSV","CSVHeaders":["a",""],"CSVHeaderLocation":")" +
                     location + "\"}")
        .csv.headers;
  };
  CHECK(headers("GIVEN") == std::vector<std::string>{"a", ""});
  CHECK(!headers("FIRST_ROW"));
}

TEST_CASE("ReaderConfig: a header that is no text is reported", "[map][reader]") {
  Parsing parsing;
  (void)parse_reader_config(
      json(R"({"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a",1]})"),
      parsing.place);
  REQUIRE(parsing.findings.size() == 1);
  CHECK(parsing.findings[0].location == "/CSVHeaders[1]");
}

TEST_CASE("ReaderConfig: MaxItems is a number, or a path to one", "[map][reader]") {
  query::testing::FakeScope given{json(R"({"n":"7","bad":1.5})")};
  const auto resolved = [&](const std::string& text) {
    const ReaderConfig config = config_of(text);
    REQUIRE(config.max_items);
    return config.max_items->resolve(given.scope(), given.budget);
  };
  CHECK(resolved(R"({"MaxItems":5})") == 5);
  CHECK(resolved(R"({"MaxItemsPath":"$.n"})") == 7);
  // Observed: test_map_item_reader_csv_max_items_paths.
  const auto bad = resolved(R"({"MaxItemsPath":"$.bad"})");
  REQUIRE(!bad.has_value());
  CHECK(bad.error() ==
        runtime_error(
            R"(The MaxItemsPath field refers to value "1.5" which is not a valid integer: $.bad)"));
}

TEST_CASE("ReaderConfig: MaxItemsPath must be a reference path", "[map][reader]") {
  Parsing parsing;
  CHECK(!parse_reader_config(json(R"({"MaxItemsPath":"$.a[*]"})"), parsing.place).input_type);
  REQUIRE(parsing.findings.size() == 1);
  CHECK(parsing.findings[0].location == "/MaxItemsPath");
}

TEST_CASE("ReaderConfig: MaxItems 0 is no limit, a negative number fails", "[map][reader]") {
  CHECK(item_limit(0) == kAllItems);
  CHECK(item_limit(2) == 2u);
  CHECK(item_limit(100'000'001) == 100'000'001u);
  // Observed: test_map_item_reader_csv_max_items_paths.
  const auto negative = item_limit(-1);
  REQUIRE(!negative.has_value());
  CHECK(negative.error().name == "States.ItemReaderFailed");
  CHECK(negative.error().cause == "field MaxItems must be positive");
}

TEST_CASE("ItemReader: the resource in any partition", "[map][reader]") {
  const auto resource = [](const std::string& arn) {
    Parsing parsing;
    const ItemReader reader = parse_item_reader(
        json(R"({"Resource":")" + arn + R"(","ReaderConfig":{"ItemsPointer":"/a"}})"),
        parsing.place);
    CHECK(reader.config.items_pointer == "/a");
    return parsing.findings.empty() ? std::make_optional(reader.resource) : std::nullopt;
  };
  CHECK(resource("arn:aws:states:::s3:getObject") == ReaderResource::GetObject);
  CHECK(resource("arn:aws-cn:states:::s3:listObjectsV2") == ReaderResource::ListObjectsV2);
  CHECK(!resource("arn:aws:states:::s3:putObject"));
}

TEST_CASE("ResultWriter: every value of its lists", "[map][result_writer]") {
  const auto config = [](const std::string& text) {
    Parsing parsing;
    const WriterConfig parsed =
        parse_result_writer(json("{\"WriterConfig\":" + text + "}"), parsing.place);
    CHECK(parsing.findings.empty());
    return parsed;
  };
  CHECK(config("{}").transformation == WriterTransformation::None);
  CHECK(config("{}").output_type == WriterOutputType::Json);
  CHECK(config(R"({"Transformation":"NONE"})").transformation == WriterTransformation::None);
  CHECK(config(R"({"Transformation":"COMPACT"})").transformation == WriterTransformation::Compact);
  CHECK(config(R"({"Transformation":"FLATTEN"})").transformation == WriterTransformation::Flatten);
  CHECK(config(R"({"OutputType":"JSON"})").output_type == WriterOutputType::Json);
  CHECK(config(R"({"OutputType":"JSONL"})").output_type == WriterOutputType::JsonLines);
}

}  // namespace
}  // namespace sfn::engine
