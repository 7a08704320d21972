#include "engine/states/map/batcher.h"

#include "base/testing/json_matchers.h"

namespace sfn::engine {
namespace {

using sfn::testing::json;

std::vector<std::string> batches(BatchLimits limits, const std::string& items,
                                 std::optional<Json> batch_input = {}) {
  Batcher batcher{limits, std::move(batch_input)};
  std::vector<std::string> inputs;
  const auto keep = [&](const std::optional<Json>& input) {
    if (input) inputs.push_back(input->text());
  };
  const Json all = json(items);
  for (const Json& item : all.items()) keep(batcher.add(item));
  keep(batcher.finish());
  CHECK(!batcher.finish());
  return inputs;
}

using Texts = std::vector<std::string>;

TEST_CASE("ItemBatcher: so many items, the rest in the last batch", "[map][batcher]") {
  CHECK(batches({.items = 2}, "[1,2,3,4,5]") ==
        Texts{R"({"Items":[1,2]})", R"({"Items":[3,4]})", R"({"Items":[5]})"});
  CHECK(batches({.items = 2}, "[1,2]") == Texts{R"({"Items":[1,2]})"});
  CHECK(batches({.items = 1}, R"([{ "a" : 1 },[2]])") ==
        Texts{R"({"Items":[{"a":1}]})", R"({"Items":[[2]]})"});
  CHECK(batches({.items = 9}, "[]").empty());
}

TEST_CASE("ItemBatcher: BatchInput comes first in each batch", "[map][batcher]") {
  // Observed: test_map_item_batching_base_json_max_per_batch_jsonata and its like.
  CHECK(
      batches({.items = 1}, "[1,2]", json(R"({ "f" : "x" })")) ==
      Texts{R"({"BatchInput":{"f":"x"},"Items":[1]})", R"({"BatchInput":{"f":"x"},"Items":[2]})"});
}

TEST_CASE("ItemBatcher: no input has more bytes than allowed", "[map][batcher]") {
  const std::size_t three = std::string(R"({"Items":[10,20,30]})").size();
  CHECK(batches({.bytes = three}, "[10,20,30,40]") ==
        Texts{R"({"Items":[10,20,30]})", R"({"Items":[40]})"});
  CHECK(batches({.bytes = three - 1}, "[10,20,30,40]") ==
        Texts{R"({"Items":[10,20]})", R"({"Items":[30,40]})"});
  CHECK(batches({.items = 2, .bytes = three}, "[10,20,30]") ==
        Texts{R"({"Items":[10,20]})", R"({"Items":[30]})"});
  // What BatchInput takes is not left for items.
  const std::size_t one = std::string(R"({"BatchInput":{},"Items":[10]})").size();
  CHECK(batches({.bytes = one}, "[10,20]", json("{}")).size() == 2);
  CHECK(batches({.bytes = one + 3}, "[10,20]", json("{}")).size() == 1);
}

TEST_CASE("ItemBatcher: an item that is too large goes alone", "[map][batcher]") {
  CHECK(batches({.bytes = 20}, R"([1,"xxxxxxxxxxxxxxxxxxxxxxxxx",2,3])") ==
        Texts{R"({"Items":[1]})", R"({"Items":["xxxxxxxxxxxxxxxxxxxxxxxxx"]})",
              R"({"Items":[2,3]})"});
}

TEST_CASE("ItemBatcher: without a limit in bytes a batch is as large as an input may be",
          "[map][batcher]") {
  const std::string item = "\"" + std::string(100'000, 'x') + "\"";
  CHECK(batches({.items = 10}, "[" + item + "," + item + "," + item + "]").size() == 2);
}

}  // namespace
}  // namespace sfn::engine
