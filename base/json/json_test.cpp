#include <string>
#include <thread>
#include <vector>

#include "base/assert.h"
#include "base/testing/json_matchers.h"

namespace sfn {
namespace {

using testing::json;

std::string key(int i) { return "key" + std::to_string(i); }

Json large_object(int members) {
  Json::Members all;
  for (int i = 0; i < members; ++i) all.emplace_back(key((i * 37) % members), Json::integer(i));
  return Json::object(std::move(all));
}

TEST_CASE("Json: an untouched document keeps its text", "[json]") {
  const std::string text = " {\"a\" : [ 1.0, \"\\u0041\" ] , \"a\":2 }\n";
  const Json document = json(text);
  CHECK(document.text() == text);
  CHECK(document.text_bytes() == text.size());
  const Json copy = document;
  CHECK(copy.text() == text);
  CHECK(document.rebuilt().text() == R"({"a":2})");
  CHECK(document.rebuilt().text_bytes() == 7);
  CHECK(document.text() == text);  // rebuilding leaves it alone
}

TEST_CASE("Json: what is taken out of a document is written compactly", "[json]") {
  const Json document = json(R"( {"a": [ 1.50 , "\u0041" ]} )");
  CHECK(document.find("a")->text() == R"([1.50,"A"])");
  CHECK(document.find("a")->items()[0].text() == "1.50");
}

TEST_CASE("Json: what becomes a part loses its text", "[json]") {
  const Json part = json("[ 1 ]");
  CHECK(Json::array({part}).text() == "[[1]]");
  CHECK(Json::object({{"a", part}}).text() == R"({"a":[1]})");
  CHECK(json("{}").with("a", part).text() == R"({"a":[1]})");
  CHECK(part.text() == "[ 1 ]");
}

TEST_CASE("Json: joined values keep their texts", "[json]") {
  // Observed: test_parallel_state_nested.
  const Json joined =
      Json::joined({json("[[1, 2], [3]]"), json(" {\"a\" : 1} "), Json::integer(7)});
  CHECK(joined.text() == "[[[1, 2], [3]], {\"a\" : 1} ,7]");
  CHECK(joined == json("[[[1,2],[3]],{\"a\":1},7]"));
  CHECK(joined.rebuilt().text() == "[[[1,2],[3]],{\"a\":1},7]");
  CHECK(joined.text_bytes() == joined.text().size());
  CHECK(joined.items()[0].text() == "[[1,2],[3]]");
  CHECK(Json::joined({}).text() == "[]");
  CHECK(Json::joined({joined}).text() == "[" + joined.text() + "]");
}

TEST_CASE("Json: a member is replaced in its place or added at the end", "[json]") {
  const Json object = json(R"({"a":1,"b":2})");
  CHECK(object.with("a", Json::string("x")).text() == R"({"a":"x","b":2})");
  CHECK(object.with("c", Json{}).text() == R"({"a":1,"b":2,"c":null})");
  CHECK(object.text() == R"({"a":1,"b":2})");
  CHECK(json("{}").with("", Json::boolean(true)).text() == R"({"":true})");

  const Json large = large_object(100);
  CHECK(large.with(key(50), Json{}).find(key(50))->is_null());
  CHECK(large.with("new", Json{}).members().size() == 101);
  CHECK(large.with("new", Json{}).members().back().first == "new");
}

TEST_CASE("Json: members are found in objects of every size", "[json]") {
  const int members = GENERATE(0, 1, 2, 15, 16, 17, 18, 1000);
  CAPTURE(members);
  const Json object = large_object(members);
  for (int i = 0; i < members; ++i) {
    const Json* const found = object.find(key((i * 37) % members));
    REQUIRE(found != nullptr);
    CHECK(found->as_integer() == i);
  }
  CHECK(object.find("key") == nullptr);
  CHECK(object.find("zzz") == nullptr);
  CHECK(object.find("") == nullptr);
  CHECK(object.find(key(members)) == nullptr);
}

TEST_CASE("Json: only an object has members to find", "[json]") {
  CHECK(json("[1]").find("0") == nullptr);
  CHECK(json("\"a\"").find("a") == nullptr);
  CHECK(Json{}.find("a") == nullptr);
}

TEST_CASE("Json: values are equal whatever their text", "[json]") {
  CHECK(json(" [1, 2] ") == json("[1,2]"));
  CHECK(json(R"({"a":1,"b":2})") == json(R"({"b":2,"a":1})"));
  CHECK(json("\"\\u0041\"") == json("\"A\""));
  CHECK(json("1.0") == json("1"));
  CHECK(json("1e2") == json("100"));
  CHECK(json("-0") == json("0"));
  CHECK(json("123456789012345678901") == json("123456789012345678901"));
  CHECK(json("null") == Json{});
}

TEST_CASE("Json: different values are not equal", "[json]") {
  CHECK_FALSE(json("1") == json("\"1\""));
  CHECK_FALSE(json("0") == json("false"));
  CHECK_FALSE(json("[1,2]") == json("[2,1]"));
  CHECK_FALSE(json("[1]") == json("[1,1]"));
  CHECK_FALSE(json(R"({"a":1})") == json(R"({"a":1,"b":2})"));
  CHECK_FALSE(json(R"({"a":1})") == json(R"({"b":1})"));
  CHECK_FALSE(json(R"({"a":1})") == json(R"({"a":2})"));
  // No double tells these apart.
  CHECK_FALSE(json("9007199254740993") == json("9007199254740992"));
  CHECK_FALSE(json("123456789012345678901") == json("123456789012345678902"));
}

TEST_CASE("Json: what is shared is compared once", "[json]") {
  // Each level holds the one below three times: walked without a thought for that, more values than
  // time.
  Json value = json("[1]");
  for (int i = 0; i < 30; ++i)
    value = Json::array({value, Json::object({{"a", value}, {"b", value}})});
  const Json copy = value;
  CHECK(copy == value);
  CHECK(value.items()[0] == *value.items()[1].find("b"));
}

TEST_CASE("Json: asking for another type is a bug", "[json]") {
  CHECK_THROWS_AS(json("1").as_string(), BugError);
  CHECK_THROWS_AS(json("\"a\"").as_double(), BugError);
  CHECK_THROWS_AS(json("\"a\"").number_text(), BugError);
  CHECK_THROWS_AS(json("null").as_boolean(), BugError);
  CHECK_THROWS_AS(json("{}").items(), BugError);
  CHECK_THROWS_AS(json("[]").members(), BugError);
  CHECK_THROWS_AS(json("[]").with("a", Json{}), BugError);
  CHECK_FALSE(json("\"1\"").as_integer().has_value());
  CHECK_FALSE(json("\"1\"").is_integral());
}

TEST_CASE("Json: structures of any depth are destroyed without using up the stack", "[json]") {
  constexpr int kDeep = 300'000;
  Json arrays;
  for (int i = 0; i < kDeep; ++i) arrays = Json::array({arrays});
  Json objects;
  for (int i = 0; i < kDeep; ++i) objects = Json::object({{"a", objects}, {"b", Json::integer(i)}});
  CHECK(arrays.items().size() == 1);
  // Whoever still holds a part keeps it.
  Json part = objects.members()[0].second;
  objects = Json{};
  CHECK(part.members()[1].second.as_integer() == kDeep - 2);
}

TEST_CASE("Json: deep structures may be given up by several threads at once", "[json]") {
  for (int round = 0; round < 20; ++round) {
    std::vector<Json> levels{Json::array({})};
    for (int i = 0; i < 300; ++i)
      levels.push_back(Json::array({levels.back(), Json::object({{"a", levels.back()}})}));
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      // Each holds the root and parts of its own, and lets go of them in another order.
      threads.emplace_back([values = levels, i]() mutable {
        while (!values.empty()) {
          values.erase(i == 0 ? values.begin() : values.end() - 1);
        }
      });
    }
    const Json kept = levels[250];
    levels.clear();
    for (std::thread& thread : threads) thread.join();
    CHECK(kept.items()[0] == *kept.items()[1].find("a"));
  }
}

}  // namespace
}  // namespace sfn
