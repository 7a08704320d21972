#pragma once
// FilterValue: an operand of a comparison in a filter, as Jayway sees it. A value; cheap to copy.
// Internal to this folder.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/jsonpath/decimal.h"
#include "engine/query/jsonpath/regex.h"

namespace sfn::jsonpath {

// Numbers of documents and literals; small ones without digits on the heap.
class FilterNumber {
 public:
  explicit FilterNumber(std::int64_t value) : value_(value) {}
  explicit FilterNumber(Decimal value) : value_(std::move(value)) {}
  [[nodiscard]] static std::optional<FilterNumber> parse(std::string_view text);

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int32_t int_value() const;
  friend std::weak_ordering operator<=>(const FilterNumber& a, const FilterNumber& b);
  friend bool operator==(const FilterNumber& a, const FilterNumber& b) { return (a <=> b) == 0; }

 private:
  [[nodiscard]] Decimal decimal() const;

  std::variant<std::int64_t, Decimal> value_;
};

struct Undefined {};  // a path that leads nowhere
struct NullValue {};
struct Text {  // shares the document's string
  Json holder;
  [[nodiscard]] std::string_view view() const { return holder.as_string(); }
};
struct PathText {
};  // a string in a list that happens to be a path: Jayway takes it for one, which equals nothing
struct JsonLiteral;

using FilterValue = std::variant<Undefined, NullValue, bool, FilterNumber, Text, Json, JsonLiteral,
                                 PathText, Regex>;

// Why a filter cannot be evaluated.
struct FilterFailure {
  enum class Kind : std::uint8_t {
    Mismatch,  // an operand of the wrong kind: Jayway's InvalidPathException, the item does not
               // match
    Error,     // any other exception: the evaluation fails
    Stopped,
  };
  Kind kind = Kind::Mismatch;
  std::string message;
};

using FilterValues = std::vector<FilterValue>;

// `[…]` or `{…}` in the text of a filter, or a string in a list that looks like one.
struct JsonLiteral {
  struct Parsed {
    Result<Json, std::string> value;
    Result<FilterValues, FilterFailure> list;  // its elements as operands
    bool has_big_decimal = false;              // so that no document equals it
  };
  std::string text;
  std::shared_ptr<const Parsed> parsed;  // of the former; of the latter only the text matters
};

[[nodiscard]] FilterValue literal_value(std::string text);
// What a path selected.
[[nodiscard]] Result<FilterValue, FilterFailure> document_value(const Json& value);
// The elements of a document's array as operands of IN and its like.
[[nodiscard]] Result<FilterValues, FilterFailure> list_values(const Json::Items& items);

// Jayway's ValueNode.equals: numbers and strings by value, documents only where both are ones.
[[nodiscard]] bool equal(const FilterValue& a, const FilterValue& b);

}  // namespace sfn::jsonpath
