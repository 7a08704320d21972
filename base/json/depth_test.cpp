#include "base/json/json.h"
#include "base/testing/catch.h"

namespace sfn {
namespace {

Json nested(std::size_t levels) {
  Json value = Json::integer(1);
  for (std::size_t level = 0; level < levels; ++level) {
    value =
        level % 2 == 0 ? Json::array({Json{}, value}) : Json::object({{"a", Json{}}, {"b", value}});
  }
  return value;
}

TEST_CASE("Json: says whether it nests more deeply than a number of levels", "[base][json]") {
  CHECK_FALSE(Json::integer(1).is_deeper_than(0));
  CHECK(Json::array({}).is_deeper_than(0));
  CHECK_FALSE(Json::object({}).is_deeper_than(1));
  CHECK_FALSE(nested(7).is_deeper_than(7));
  CHECK(nested(8).is_deeper_than(7));
}

TEST_CASE("Json: what is not too deep for the parser is read back, what is deeper is not",
          "[base][json]") {
  for (const std::size_t levels : {kJsonDepth, kJsonDepth + 1}) {
    const Json value = nested(levels);
    CHECK(Json::parse(value.text()).has_value() == !value.is_deeper_than(kJsonDepth));
  }
}

TEST_CASE("Json: a document that keeps its source is measured like any other", "[base][json]") {
  const Json document = Json::parse_trusted(
      "[[[[ ]]],\"a long text that has more characters than there are levels\"]");
  CHECK(document.is_deeper_than(3));
  CHECK_FALSE(document.is_deeper_than(4));
  CHECK(Json::joined({document}).is_deeper_than(4));
}

}  // namespace
}  // namespace sfn
