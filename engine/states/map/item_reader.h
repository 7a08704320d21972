#pragma once
// ItemReader: where a distributed Map finds its items, if not in the input. AWS "ItemReader". What
// a file holds is read by items/item_parser.h.
#include <cstdint>
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/states/map/reader_config.h"

namespace sfn::engine {

inline constexpr std::string_view kItemReader = "ItemReader";

enum class ReaderResource : std::uint8_t { GetObject, ListObjectsV2 };

struct ItemReader {
  ReaderResource resource = ReaderResource::GetObject;
  ReaderConfig config = {};
};

// Reports what is wrong and returns what is right; the place is the object. Parameters and
// Arguments are only checked.
[[nodiscard]] ItemReader parse_item_reader(const Json& reader, const asl::Place& place);
// The same where nothing is made of it.
void check_item_reader(const Json& reader, const asl::Place& place);

}  // namespace sfn::engine
