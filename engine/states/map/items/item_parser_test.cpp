#include "engine/states/map/items/item_parser.h"

#include "base/testing/catch.h"
#include "base/testing/json_matchers.h"
#include "engine/testing/case_file.h"

namespace sfn::engine::testing {
namespace {

using sfn::testing::json;

struct Parsed {
  Json::Items items;
  std::string error;
};

// What a parser makes of a text that comes in pieces of so many bytes.
Parsed parsed(InputType type, const ReaderConfig& config, std::string_view text,
              std::size_t piece) {
  Parsed all;
  const auto parser = make_item_parser(type, config);
  REQUIRE(parser.has_value());
  const auto take = [&] {
    while (true) {
      const auto item = (*parser)->next();
      if (!item) {
        CHECK(item.error().name == "States.ItemReaderFailed");
        CHECK(item.error().kind == ErrorKind::Catchable);
        CHECK(item.error().prefix == CausePrefix::None);
        all.error = item.error().cause.value_or("");
        return false;
      }
      if (!*item) return true;
      all.items.push_back(**item);
    }
  };
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    (*parser)->feed(text.substr(0, piece));
    if (!take()) return all;
  }
  (*parser)->finish();
  (void)take();
  return all;
}

Parsed parsed(InputType type, std::string_view text) { return parsed(type, {}, text, text.size()); }

ReaderConfig config_of(const Json& a_case) {
  ReaderConfig config;
  if (const Json* const delimiter = a_case.find("delimiter"))
    config.csv.delimiter = delimiter->as_string().front();
  if (const Json* const headers = a_case.find("headers")) {
    config.csv.headers.emplace();
    for (const Json& header : headers->items()) config.csv.headers->push_back(header.as_string());
  }
  if (const Json* const pointer = a_case.find("pointer"))
    config.items_pointer = pointer->as_string();
  return config;
}

void check_cases(InputType type, std::string_view file) {
  const Json cases = read_cases(file);
  for (const Json& a_case : cases.items()) {
    DYNAMIC_SECTION(a_case.find("name")->as_string()) {
      INFO(a_case.text());
      const std::string& text = a_case.find("text")->as_string();
      for (const std::size_t piece :
           {text.size() + 1, std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
        CAPTURE(piece);
        const Parsed got = parsed(type, config_of(a_case), text, piece);
        const Json* const expected = a_case.find("expected");
        const Json* const before = a_case.find("before");
        const Json items = expected != nullptr ? *expected
                           : before != nullptr ? *before
                                               : json("[]");
        CHECK(Json::array(got.items).text() == items.rebuilt().text());
        if (const Json* const begin = a_case.find("error_begins")) {
          CHECK(got.error.substr(0, begin->as_string().size()) == begin->as_string());
        } else {
          const Json* const error = a_case.find("error");
          CHECK(got.error == (error == nullptr ? "" : error->as_string()));
        }
      }
    }
  }
}

TEST_CASE("CSV: rows become objects", "[map][items][csv]") {
  check_cases(InputType::Csv, "engine/states/map/items/testdata/csv.json");
}

TEST_CASE("JSON: the elements of an array become items", "[map][items]") {
  check_cases(InputType::Json, "engine/states/map/items/testdata/json.json");
}

TEST_CASE("JSONL: lines become items", "[map][items]") {
  check_cases(InputType::JsonLines, "engine/states/map/items/testdata/json_lines.json");
}

TEST_CASE("CSV: what is no UTF-8 is replaced as Java does", "[map][items][csv]") {
  ReaderConfig config;
  config.csv.headers = {"a", "b"};
  for (const std::size_t piece : {1, 100}) {
    const Parsed got = parsed(InputType::Csv, config, "\xff,\xc3\xbc\n", piece);
    CHECK(Json::array(got.items).text() == "[{\"a\":\"\xef\xbf\xbd\",\"b\":\"\xc3\xbc\"}]");
  }
}

TEST_CASE("CSV: headers are at most ten kilobytes", "[map][items][csv]") {
  const std::string half(5'120, 'x');
  CHECK(parsed(InputType::Csv, half + "," + half.substr(1) + "y\n1,2").items.size() == 1);
  CHECK(parsed(InputType::Csv, half + "," + half + "y\n1,2").error ==
        "The CSV headers have more than 10240 bytes.");
}

TEST_CASE("Items: what does not end is not collected for ever", "[map][items]") {
  const std::string much(kLargestItemBytes, 'x');
  const std::string too_large = "An item has more than 8388608 bytes";
  CHECK(parsed(InputType::Csv, "a\n\"" + much).error == too_large);
  CHECK(parsed(InputType::Csv, "a\n" + much + "x").error == too_large);
  CHECK(parsed(InputType::JsonLines, much + "x").error == too_large);
  CHECK(parsed(InputType::Json, "[\"" + much).error == too_large);
  ReaderConfig config;
  config.items_pointer = "/a";
  const std::string key = "{\"" + much;
  CHECK(parsed(InputType::Json, config, key, key.size()).error == too_large);
  // What is passed over may be larger.
  const std::string beside = "{\"b\":\"" + much + "xx\",\"a\":[1]}";
  CHECK(parsed(InputType::Json, config, beside, 65'536).items.size() == 1);
}

TEST_CASE("Items: deep nesting is refused, beside the pointer's way it is passed over",
          "[map][items]") {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(!parsed(InputType::Json, "[" + deep + "]").error.empty());
  CHECK(!parsed(InputType::JsonLines, deep).error.empty());
  ReaderConfig config;
  config.items_pointer = "/a";
  const std::string text = "{\"b\":" + deep + ",\"a\":[1]}";
  CHECK(parsed(InputType::Json, config, text, text.size()).items.size() == 1);
}

TEST_CASE("Items: PARQUET and manifests hold no items that can be read", "[map][items]") {
  for (const InputType type : {InputType::Parquet, InputType::Manifest}) {
    const auto parser = make_item_parser(type, {});
    REQUIRE(!parser.has_value());
    CHECK(parser.error().name == "States.ItemReaderFailed");
  }
}

}  // namespace
}  // namespace sfn::engine::testing
