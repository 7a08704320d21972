#include "engine/states/map/item_batcher.h"

#include <array>

#include "api-models/quotas.h"
#include "engine/asl/common_fields.h"
#include "engine/asl/path_checks.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kMaxItemsPerBatch = "MaxItemsPerBatch";
constexpr std::string_view kMaxItemsPerBatchPath = "MaxItemsPerBatchPath";
constexpr std::string_view kMaxInputBytesPerBatch = "MaxInputBytesPerBatch";
constexpr std::string_view kMaxInputBytesPerBatchPath = "MaxInputBytesPerBatchPath";

constexpr auto kBatcherFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::or_expression(asl::integer(kMaxItemsPerBatch, 1)),
    asl::json_path_only(asl::any(kMaxItemsPerBatchPath)),
    asl::or_expression(asl::integer(kMaxInputBytesPerBatch, 1, api::quotas::kPayloadBytes)),
    asl::json_path_only(asl::any(kMaxInputBytesPerBatchPath)),
    asl::or_expression(asl::object(kBatchInput)),
});
constexpr auto kItemsForms =
    std::to_array<std::string_view>({kMaxItemsPerBatch, kMaxItemsPerBatchPath});
constexpr auto kBytesForms =
    std::to_array<std::string_view>({kMaxInputBytesPerBatch, kMaxInputBytesPerBatchPath});
constexpr auto kBatcherExclusive = std::to_array<asl::Exclusive>({{kItemsForms}, {kBytesForms}});
constexpr auto kBatcherPaths =
    std::to_array<std::string_view>({kMaxItemsPerBatchPath, kMaxInputBytesPerBatchPath});

}  // namespace

void check_item_batcher(const Json& batcher, const asl::Place& place) {
  asl::check_object(batcher, {.fields = kBatcherFields, .exclusive = kBatcherExclusive}, place);
  if (place.language != asl::Language::JsonPath) return;
  asl::check_reference_paths(batcher, kBatcherPaths, place);
  asl::check_template(batcher, kBatchInput, place);
}

}  // namespace sfn::engine
