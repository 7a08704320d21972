// Every kind of member that a table may have, every constraint, and AWS's words for what breaks
// them.
#include "api-models/codec/shape.h"
#include "base/testing/json_matchers.h"

namespace sfn::api {

enum class Color : std::uint8_t { Red, Green };
template <>
struct EnumNames<Color> {
  static constexpr std::string_view names[] = {"RED", "GREEN"};
  static constexpr std::string_view set = "GREEN, RED";
};

struct Inner {
  std::string name;
  std::optional<std::int64_t> weight;
};
template <>
struct Shape<Inner> {
  static std::span<const Field<Inner>> fields() {
    static constexpr Field<Inner> kFields[] = {
        required<&Inner::name>("name", length(1, 5)),
        optional<&Inner::weight>("weight", range(0, 100)),
    };
    return kFields;
  }
};

struct Outer {
  std::string text;
  std::optional<std::string> secret;
  std::optional<std::int64_t> number;
  std::optional<bool> flag;
  std::optional<Color> color;
  std::optional<Inner> inner;
  std::optional<std::vector<Inner>> list;
  std::optional<std::vector<std::string>> words;
  std::optional<WorkflowTime> time;
};
template <>
struct Shape<Outer> {
  static std::span<const Field<Outer>> fields() {
    static constexpr Field<Outer> kFields[] = {
        required<&Outer::text>("text", length(2, 4) | ascii()),
        optional<&Outer::secret>("secret", utf8_bytes(6) | sensitive()),
        optional<&Outer::number>("number", range(0, 1000)),
        optional<&Outer::flag>("flag"),
        optional<&Outer::color>("color"),
        optional<&Outer::inner>("inner"),
        optional<&Outer::list>("list", at_most(2)),
        optional<&Outer::words>("words"),
        optional<&Outer::time>("time"),
    };
    return kFields;
  }
};

struct Secrets {
  std::string output;
};
template <>
struct Shape<Secrets> {
  static std::span<const Field<Secrets>> fields() {
    static constexpr Field<Secrets> kFields[] = {
        required<&Secrets::output>("output", length(1, 3) | sensitive())};
    return kFields;
  }
};

namespace {

using testing::json;

template <typename S = Outer>
ApiError refusal(std::string text) {
  const auto decoded = decode<S>(json(std::move(text)));
  REQUIRE_FALSE(decoded.has_value());
  return decoded.error();
}

std::string violation(std::string text) {
  const ApiError error = refusal(std::move(text));
  CHECK(error.code == ErrorCode::ConstraintViolation);
  return error.message;
}

std::string one(const std::string& what) { return "1 validation error detected: " + what; }

TEST_CASE("Codec: members of every kind are decoded", "[codec]") {
  const auto outer =
      decode<Outer>(json(R"({"text":"abc","secret":"s","number":7,"flag":false,"color":"GREEN",
      "inner":{"name":"n","weight":100},"list":[{"name":"a"},{"name":"b","weight":0}],"words":["x",""]})"));
  REQUIRE(outer.has_value());
  CHECK(outer->text == "abc");
  CHECK(outer->secret == "s");
  CHECK(outer->number == 7);
  CHECK(outer->flag == false);
  CHECK(outer->color == Color::Green);
  REQUIRE(outer->inner.has_value());
  CHECK(outer->inner->name == "n");
  CHECK(outer->inner->weight == 100);
  REQUIRE(outer->list.has_value());
  REQUIRE(outer->list->size() == 2);
  CHECK(outer->list->at(1).weight == 0);
  CHECK(outer->words == std::vector<std::string>{"x", ""});
}

TEST_CASE("Codec: unknown members are ignored, a null is as good as nothing", "[codec]") {
  const auto outer = decode<Outer>(
      json(R"({"unknown":{"a":[1]},"text":"abc","number":null,"Text":1,"list":null})"));
  REQUIRE(outer.has_value());
  CHECK_FALSE(outer->number.has_value());
  CHECK_FALSE(outer->list.has_value());
}

TEST_CASE("Codec: a missing member is named", "[codec]") {
  const std::string words =
      "Value null at 'text' failed to satisfy constraint: Member must not be null";
  CHECK(violation("{}") == one(words));
  CHECK(violation(R"({"text":null})") == one(words));
  CHECK(violation(R"({"text":"abc","inner":{}})") ==
        one("Value null at 'inner.name' failed to satisfy constraint: Member must not be null"));
  CHECK(violation(R"({"text":"abc","list":[{"name":"a"},{}]})") ==
        one("Value null at 'list.2.member.name' failed to satisfy constraint: Member must not be "
            "null"));
  CHECK(refusal<Secrets>("{}").message ==
        one("Value at 'output' failed to satisfy constraint: Member must not be null"));
}

TEST_CASE("Codec: lengths count characters", "[codec]") {
  CHECK(violation(R"({"text":"abcde"})") ==
        one("Value 'abcde' at 'text' failed to satisfy constraint: Member must have length less "
            "than or equal to 4"));
  CHECK(violation(R"({"text":"a"})") == one("Value 'a' at 'text' failed to satisfy constraint: "
                                            "Member must have length greater than or equal to 2"));
  CHECK(decode<Outer>(json(R"({"text":"abc","inner":{"name":"äöü€😀"}})")).has_value());
  CHECK(violation(R"({"text":"abc","inner":{"name":"äöü€😀x"}})") ==
        one("Value 'äöü€😀x' at 'inner.name' failed to satisfy constraint: "
            "Member must have length less than or equal to 5"));
}

TEST_CASE("Codec: sizes of data count bytes, and sensitive values are not shown", "[codec]") {
  CHECK(decode<Outer>(json(R"({"text":"abc","secret":"äöü"})")).has_value());
  CHECK(violation(R"({"text":"abc","secret":"äöüx"})") ==
        one("Value at 'secret' failed to satisfy constraint: "
            "Member must have size less than or equal to 6 bytes in UTF-8 encoding"));
  CHECK(refusal<Secrets>(R"({"output":"abcd"})").message ==
        one("Value at 'output' failed to satisfy constraint: Member must have length less than or "
            "equal to 3"));
}

TEST_CASE("Codec: numbers have bounds", "[codec]") {
  CHECK(decode<Outer>(json(R"({"text":"abc","number":0})"))->number == 0);
  CHECK(decode<Outer>(json(R"({"text":"abc","number":1000})"))->number == 1000);
  // Observed: the pagination tests, with maxResults.
  CHECK(violation(R"({"text":"abc","number":1001})") ==
        one("Value '1001' at 'number' failed to satisfy constraint: Member must have value less "
            "than or equal to 1000"));
  CHECK(violation(R"({"text":"abc","number":-1})") ==
        one("Value '-1' at 'number' failed to satisfy constraint: Member must have value greater "
            "than or equal to 0"));
}

TEST_CASE("Codec: patterns and enumerations are shown as AWS shows them", "[codec]") {
  CHECK(violation(R"({"text":"aä"})") ==
        one("Value 'aä' at 'text' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: \\p{ASCII}*"));
  CHECK(violation(R"({"text":"abc","color":"green"})") ==
        one("Value 'green' at 'color' failed to satisfy constraint: Member must satisfy enum value "
            "set: [GREEN, RED]"));
}

TEST_CASE("Codec: lists have bounds, and an item is no null", "[codec]") {
  CHECK(violation(R"({"text":"abc","list":[{"name":"a"},{"name":"b"},{"name":"c"}]})")
            .ends_with("at 'list' failed to satisfy constraint: Member must have length less than "
                       "or equal to 2"));
  CHECK(violation(R"({"text":"abc","list":[null]})") ==
        one("Value null at 'list.1.member' failed to satisfy constraint: Member must not be null"));
  CHECK(
      violation(R"({"text":"abc","words":["a",null]})") ==
      one("Value null at 'words.2.member' failed to satisfy constraint: Member must not be null"));
}

TEST_CASE("Codec: all violations are collected, in the order of the table", "[codec]") {
  CHECK(
      violation(
          R"({"list":[{"weight":101,"name":""}],"color":"X","number":-5,"secret":"too long","text":"abcde"})") ==
      "6 validation errors detected: "
      "Value 'abcde' at 'text' failed to satisfy constraint: Member must have length less than or "
      "equal to 4; "
      "Value at 'secret' failed to satisfy constraint: "
      "Member must have size less than or equal to 6 bytes in UTF-8 encoding; "
      "Value '-5' at 'number' failed to satisfy constraint: Member must have value greater than or "
      "equal to 0; "
      "Value 'X' at 'color' failed to satisfy constraint: Member must satisfy enum value set: "
      "[GREEN, RED]; "
      "Value '' at 'list.1.member.name' failed to satisfy constraint: "
      "Member must have length greater than or equal to 1; "
      "Value '101' at 'list.1.member.weight' failed to satisfy constraint: "
      "Member must have value less than or equal to 100");
}

TEST_CASE("Codec: a member of another JSON type ends the decoding", "[codec]") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {R"({"text":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"text":1.5})", "DECIMAL_VALUE cannot be converted to String"},
      {R"({"text":true})", "TRUE_VALUE cannot be converted to String"},
      {R"({"text":false})", "FALSE_VALUE cannot be converted to String"},
      {R"({"text":[]})", "Start of list found where not expected"},
      {R"({"text":{}})", "Start of structure or map found where not expected."},
      {R"({"text":"abc","number":"1"})", "STRING_VALUE cannot be converted to Integer"},
      {R"({"text":"abc","number":1.5})", "DECIMAL_VALUE cannot be converted to Integer"},
      {R"({"text":"abc","flag":"true"})", "STRING_VALUE cannot be converted to Boolean"},
      {R"({"text":"abc","color":0})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"text":"abc","inner":"x"})", "Expected structure or null"},
      {R"({"text":"abc","inner":[]})", "Unexpected list"},
      {R"({"text":"abc","list":{}})", "Expected list or null"},
      {R"({"text":"abc","list":["x"]})", "Expected structure or null"},
      {R"({"text":"too long","flag":1})", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"([])", "Unexpected list"},
      {R"("text")", "Expected structure or null"},
      {R"({"text":"abc","time":1})", "Unexpected member time"},
  }));
  CAPTURE(text);
  const ApiError error = refusal(text);
  CHECK(error.code == ErrorCode::Serialization);
  CHECK(error.message == message);
}

TEST_CASE("Codec: what has a value is encoded in the order of the table", "[codec]") {
  Outer outer;
  outer.text = "a\"\n";
  CHECK(encode(outer) == R"({"text":"a\"\n"})");
  outer.secret = "s";
  outer.number = -7;
  outer.flag = true;
  outer.color = Color::Green;
  outer.inner = Inner{"n", std::nullopt};
  outer.list = std::vector{Inner{"a", 1}, Inner{"b", std::nullopt}};
  outer.words = std::vector<std::string>{};
  outer.time = from_epoch_milliseconds(1'735'689'600'123);
  CHECK(
      encode(outer) ==
      R"({"text":"a\"\n","secret":"s","number":-7,"flag":true,"color":"GREEN","inner":{"name":"n"},)"
      R"("list":[{"name":"a","weight":1},{"name":"b"}],"words":[],"time":1735689600.123})");
}

TEST_CASE("Codec: a map is encoded by its keys, whatever they are", "[codec]") {
  using Words = std::vector<std::string>;
  Encoder encoder;
  detail::encode_value(
      std::map<std::string, Words>{{"b", {"x", "y"}}, {"a\"\n", {}}, {"ä/", {"z"}}}, encoder);
  CHECK(encoder.take() == R"({"a\"\n":[],"b":["x","y"],"ä/":["z"]})");
}

TEST_CASE("Codec: times are epoch seconds with milliseconds", "[codec]") {
  const auto encoded = [](std::int64_t milliseconds) {
    Encoder encoder;
    encoder.value(from_epoch_milliseconds(milliseconds));
    return encoder.take();
  };
  CHECK(encoded(1'735'689'600'000) == "1735689600");
  CHECK(encoded(1'735'689'600'120) == "1735689600.12");
  CHECK(encoded(1'735'689'600'001) == "1735689600.001");
}

TEST_CASE("Encoder: separates values at every level", "[codec]") {
  Encoder encoder;
  encoder.begin_object();
  encoder.key("a");
  encoder.begin_array();
  encoder.begin_array();
  encoder.end_array();
  encoder.value(std::int64_t{1});
  encoder.begin_object();
  encoder.end_object();
  encoder.value(2.5);
  encoder.end_array();
  encoder.key("b");
  encoder.raw("null");
  encoder.key("c");
  encoder.value(std::string("x"));
  encoder.end_object();
  CHECK(encoder.take() == R"({"a":[[],1,{},2.5],"b":null,"c":"x"})");
}

}  // namespace
}  // namespace sfn::api
