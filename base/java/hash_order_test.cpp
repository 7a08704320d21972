#include "base/java/hash_order.h"

#include <string>

#include "base/testing/java_cases.h"

namespace sfn {
namespace {

std::vector<std::string> in_java_order(const std::vector<std::string_view>& keys) {
  std::vector<std::string> ordered;
  for (const std::size_t index : java_hash_order(keys)) ordered.emplace_back(keys[index]);
  return ordered;
}

std::vector<std::string_view> texts(const Json& list) {
  std::vector<std::string_view> result;
  for (const Json& item : list.items()) result.push_back(item.as_string());
  return result;
}

using Keys = std::vector<std::string>;

TEST_CASE("Java: a string's hash is over its UTF-16 units", "[java]") {
  CHECK(java_string_hash("") == 0);
  CHECK(java_string_hash("a") == 97);
  CHECK(java_string_hash("Aa") == java_string_hash("BB"));
  CHECK(java_string_hash("polygenelubricants") == INT32_MIN);
  CHECK(java_string_hash("\xC3\xA4") == 0xE4);
  CHECK(java_string_hash("\xE2\x82\xAC") == 0x20AC);
  CHECK(java_string_hash("\xF0\x9F\x98\x80") == 0xD83D * 31 + 0xDE00);
}

TEST_CASE("Java: hash order is that of the lists in AWS's messages", "[java]") {
  // Observed: the fields of "These fields are required" and "There should only be one of the
  // following fields".
  CHECK(in_java_order({"StartAt", "States"}) == Keys{"States", "StartAt"});
  CHECK(in_java_order({"End", "Next"}) == Keys{"Next", "End"});
  CHECK(in_java_order({"Seconds", "SecondsPath", "Timestamp", "TimestampPath"}) ==
        Keys{"SecondsPath", "Seconds", "TimestampPath", "Timestamp"});
  CHECK(in_java_order({"TimeoutSecondsPath", "TimeoutSeconds"}) ==
        Keys{"TimeoutSeconds", "TimeoutSecondsPath"});
  CHECK(in_java_order({"Iterator", "ItemProcessor"}) == Keys{"ItemProcessor", "Iterator"});
}

TEST_CASE("Java: keys of one bucket stay in the order they came in", "[java]") {
  CHECK(in_java_order({"BB", "Aa"}) == Keys{"BB", "Aa"});
  CHECK(in_java_order({"Aa", "BB"}) == Keys{"Aa", "BB"});
  CHECK(in_java_order({}).empty());
}

TEST_CASE("Java: strings hash as in Java", "[java]") {
  testing::for_each_java_case("string_hash_code", [](const Json& c) {
    CHECK(java_string_hash(c.find("text")->as_string()) == c.find("result")->as_integer());
  });
}

TEST_CASE("Java: a HashMap's keys are walked as in Java", "[java]") {
  testing::for_each_java_case("hash_map_order", [](const Json& c) {
    const std::vector<std::string_view> expected = texts(*c.find("order"));
    CHECK(in_java_order(texts(*c.find("keys"))) == Keys(expected.begin(), expected.end()));
  });
}

}  // namespace
}  // namespace sfn
