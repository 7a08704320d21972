#pragma once
// Json: an immutable JSON value that shares its structure. Copying is cheap, values are safe to
// read from many threads.
//
// State data is JSON *text* on AWS: a document that no field rebuilds leaves with the bytes it came
// with (white space, escapes, number spelling, duplicate keys), while whatever is rebuilt or
// selected is written compactly. So a parsed document keeps its source text at its root; text() of
// the untouched root returns it, text() of a part or of a rebuilt value writes compactly. Numbers
// keep their spelling either way. Observed: test_parallel_state_nested, test_invoke_json_values.
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace sfn {

// Beyond this depth every reader of JSON refuses: nested values cost stack wherever they are
// walked.
inline constexpr std::size_t kJsonDepth = 1000;

struct JsonParseError {
  // In the words of AWS's parser (Jackson 2.x), e.g. "Unrecognized token 'not': was expecting (JSON
  // String, Number, …)".
  std::string message;
  std::size_t offset = 0;  // in bytes
  std::size_t line = 1;    // of the place that Jackson names, 1-based
  std::size_t column = 1;  // 1-based, in UTF-16 units as Java counts
};

class Json {
 public:
  enum class Type : std::uint8_t { Null, Boolean, Number, String, Array, Object };
  // Keys are unique, in order of their first appearance; of duplicates in a source the last value
  // counts, as in Jackson.
  using Member = std::pair<std::string, Json>;
  using Items = std::vector<Json>;
  using Members = std::vector<Member>;

  Json() = default;  // null
  static Json boolean(bool value);
  static Json integer(std::int64_t value);
  // Written as Java's Double.toString would (1.0, 0.1, 1.0E10). Precondition: finite.
  static Json number(double value);
  static Json string(std::string value);
  static Json array(Items items);
  // Precondition: keys are unique.
  static Json object(Members members);
  // An array whose text is the items' texts joined with `[`, `,` and `]`, nothing rebuilt: the
  // result of a Parallel state.
  static Json joined(Items items);

  // Refuses malformed UTF-8, lone surrogates, NaN, comments, trailing text and depth beyond
  // kJsonDepth.
  [[nodiscard]] static Result<Json, JsonParseError> parse(std::string text);
  // For text that is known to be good (journal, own literals). Throws BugError otherwise.
  [[nodiscard]] static Json parse_trusted(std::string text);

  [[nodiscard]] Type type() const;
  [[nodiscard]] bool is_null() const { return type() == Type::Null; }
  [[nodiscard]] bool is_boolean() const { return type() == Type::Boolean; }
  [[nodiscard]] bool is_number() const { return type() == Type::Number; }
  [[nodiscard]] bool is_string() const { return type() == Type::String; }
  [[nodiscard]] bool is_array() const { return type() == Type::Array; }
  [[nodiscard]] bool is_object() const { return type() == Type::Object; }

  // Preconditions: the value has that type. A number beyond the range of a double is infinite
  // there, or zero.
  [[nodiscard]] bool as_boolean() const;
  [[nodiscard]] const std::string& as_string() const;
  [[nodiscard]] double as_double() const;
  // The number if it is written as an integer (no fraction, no exponent) and fits.
  [[nodiscard]] std::optional<std::int64_t> as_integer() const;
  // Whether the number is written without fraction and exponent, whatever its size.
  [[nodiscard]] bool is_integral() const;
  [[nodiscard]] std::string number_text() const;
  [[nodiscard]] const Items& items() const;
  [[nodiscard]] const Members& members() const;

  // The member of that name, or nullptr; nullptr also where this is no object. Fast for objects of
  // any size.
  [[nodiscard]] const Json* find(std::string_view key) const;
  // A copy of this object in which the member has the value: in its old place, or at the end where
  // it is new. Precondition: this is an object.
  [[nodiscard]] Json with(std::string_view key, Json value) const;

  // The source text where nothing was rebuilt, else compact text.
  [[nodiscard]] std::string text() const;
  void append_text(std::string& to) const;
  // The same value without its source text: text() is compact. What a path selects or a template
  // rebuilds goes through this.
  [[nodiscard]] Json rebuilt() const;
  // The size of text() in bytes of UTF-8, without building it.
  [[nodiscard]] std::size_t text_bytes() const;
  // Whether arrays and objects nest more than so many levels. What nests more than kJsonDepth
  // cannot be read back from its text.
  [[nodiscard]] bool is_deeper_than(std::size_t levels) const;

  // Equal as values: numbers by value (beyond 64 bits as doubles), objects regardless of order.
  friend bool operator==(const Json& a, const Json& b);

 private:
  struct Decimal {  // a number that is no canonical 64-bit integer
    std::string spelling;
    double value;
  };
  // Arrays and objects know how many levels they have: deep ones are not left to the recursion of
  // destructors.
  struct Array {
    explicit Array(Items all);
    ~Array();
    Array(const Array&) = delete;
    Array& operator=(const Array&) = delete;
    Items items;
    std::uint32_t levels = 1;
  };
  struct Object {
    explicit Object(Members all);
    ~Object();
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    Members members;
    std::vector<std::uint32_t>
        by_key;  // places of the members in order of their keys; empty where there are few
    std::uint32_t levels = 1;
  };
  using Value = std::variant<std::monostate, bool, std::int64_t, std::shared_ptr<const Decimal>,
                             std::shared_ptr<const std::string>, std::shared_ptr<const Array>,
                             std::shared_ptr<const Object>>;
  explicit Json(Value value) : value_(std::move(value)) {}

  [[nodiscard]] std::uint32_t levels() const;
  // Takes the levels below a value apart without recursion.
  class Dismantler;

  friend class JsonBuilder;

  Value value_;
  std::shared_ptr<const std::string> source_;  // only at the root of an untouched document
};

// Appends the text as a JSON string, quotes included. Escapes only what JSON demands (", \,
// controls), as Jackson does.
void append_json_string(std::string& to, std::string_view text);

// Line and column (1-based, column in characters) of the value at a location such as
// "/States/A/Choices[0]/Next" in a JSON text, or of the nearest parent that exists. For diagnostics
// shown to people.
struct JsonPosition {
  std::size_t line = 1;
  std::size_t column = 1;
};
[[nodiscard]] JsonPosition locate(std::string_view text, std::string_view location);

}  // namespace sfn
