#include "engine/states/map/item_batcher.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

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
    asl::path(kMaxItemsPerBatchPath),
    asl::or_expression(asl::integer(kMaxInputBytesPerBatch, 1, api::quotas::kBatchBytes)),
    asl::path(kMaxInputBytesPerBatchPath),
    asl::with_expressions(asl::or_expression(asl::object(kBatchInput))),
});
constexpr auto kItemsForms =
    std::to_array<std::string_view>({kMaxItemsPerBatch, kMaxItemsPerBatchPath});
constexpr auto kBytesForms =
    std::to_array<std::string_view>({kMaxInputBytesPerBatch, kMaxInputBytesPerBatchPath});
constexpr auto kBatcherExclusive = std::to_array<asl::Exclusive>({{kItemsForms}, {kBytesForms}});
constexpr auto kBatcherPaths =
    std::to_array<std::string_view>({kMaxItemsPerBatchPath, kMaxInputBytesPerBatchPath});

// AWS's words are not known; these are in the manner of those for other counts.
std::string not_positive(std::string_view field) {
  return std::string(field) + " must be positive.";
}

}  // namespace

ItemBatcher ItemBatcher::parse(const Json& batcher, const asl::Place& place) {
  ItemBatcher parsed;
  asl::check_object(batcher, {.fields = kBatcherFields, .exclusive = kBatcherExclusive}, place);
  if (place.language == asl::Language::JsonPath) {
    asl::check_value_paths(batcher, kBatcherPaths, place);
    asl::warn_of_missing_suffixes(batcher, kBatchInput, place);
  }
  std::vector<Diagnostic> reported;
  const asl::Place silent = place.reporting_to(reported);
  parsed.max_items_ = IntegerSource::compile(batcher, kMaxItemsPerBatch, silent);
  parsed.max_bytes_ = IntegerSource::compile(batcher, kMaxInputBytesPerBatch, silent);
  parsed.batch_input_ = FieldTemplate::compile(batcher, kBatchInput, place);
  return parsed;
}

StateResult<BatchLimits> ItemBatcher::resolve_limits(const query::Scope& scope,
                                                     query::Budget& budget) const {
  BatchLimits limits;
  if (max_items_) {
    SFN_TRY(const std::int64_t items, max_items_->resolve(scope, budget));
    if (items <= 0) return sfn::unexpected(max_items_->refused(not_positive(kMaxItemsPerBatch)));
    limits.items = static_cast<std::uint64_t>(items);
  }
  if (max_bytes_) {
    SFN_TRY(const std::int64_t bytes, max_bytes_->resolve(scope, budget));
    if (bytes <= 0)
      return sfn::unexpected(max_bytes_->refused(not_positive(kMaxInputBytesPerBatch)));
    limits.bytes = static_cast<std::size_t>(std::min(bytes, api::quotas::kBatchBytes));
  }
  return limits;
}

StateResult<Batcher> ItemBatcher::batcher(const query::Scope& scope, query::Budget& budget) const {
  SFN_TRY(const BatchLimits limits, resolve_limits(scope, budget));
  std::optional<Json> input;
  if (batch_input_.is_given()) {
    SFN_TRY(input, batch_input_.evaluate(scope, budget));
  }
  return Batcher{limits, std::move(input)};
}

}  // namespace sfn::engine
