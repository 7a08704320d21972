#pragma once
// ReaderConfig: how a distributed Map reads its items from files. Values. AWS "ReaderConfig"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/dataflow/value_source.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

enum class InputType : std::uint8_t { Csv, Json, JsonLines, Parquet, Manifest };
enum class ManifestType : std::uint8_t { S3Inventory, AthenaData };
enum class ReaderTransformation : std::uint8_t { None, LoadAndFlatten };

struct CsvFormat {
  char delimiter = ',';
  std::optional<std::vector<std::string>> headers = std::nullopt;  // absent: the first row's
};

struct ReaderConfig {
  std::optional<InputType> input_type = std::nullopt;
  CsvFormat csv = {};
  std::optional<ManifestType> manifest_type = std::nullopt;
  ReaderTransformation transformation = ReaderTransformation::None;
  std::string items_pointer = {};  // a JSON Pointer; empty: the whole document
  std::optional<IntegerSource> max_items = std::nullopt;  // resolved before the run begins, and
                                                          // bounded by item_limit() in it
};

// Reports what is wrong and returns what is right; the place is the object.
[[nodiscard]] ReaderConfig parse_reader_config(const Json& config, const asl::Place& place);

inline constexpr std::uint64_t kAllItems = ~std::uint64_t{0};
// How many items to take for a MaxItems: 0 stands for all. Observed: a negative number fails the
// map run.
[[nodiscard]] StateResult<std::uint64_t> item_limit(std::int64_t max_items);

}  // namespace sfn::engine
