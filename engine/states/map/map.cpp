#include "engine/states/map/map.h"

#include <array>
#include <utility>

#include "base/random.h"
#include "engine/asl/block.h"
#include "engine/asl/common_fields.h"
#include "engine/asl/path_checks.h"
#include "engine/asl/template_checks.h"
#include "engine/states/map/distributed_map.h"
#include "engine/states/map/inline_map.h"
#include "engine/states/map/item_batcher.h"
#include "engine/states/map/item_reader.h"
#include "engine/states/map/item_selector.h"
#include "engine/states/map/map_items.h"
#include "engine/states/map/max_concurrency.h"
#include "engine/states/map/processor_config.h"
#include "engine/states/map/result_writer.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kItemProcessor = "ItemProcessor";
constexpr std::string_view kIterator = "Iterator";
constexpr std::string_view kItemBatcher = "ItemBatcher";
constexpr std::string_view kLabel = "Label";

constexpr auto kMapFields =
    asl::join(asl::kEveryState, asl::kTransition, asl::kVariables, asl::kSelection,
              asl::kPlacedResult, asl::kSelectedResult, asl::kErrorHandling,
              std::to_array<asl::Field>({
                  asl::any(kItemProcessor),
                  asl::any(kIterator),
                  asl::path(kItemsPath),
                  asl::jsonata_only(asl::with_expressions(asl::or_expression(asl::array(kItems)))),
                  asl::with_expressions(asl::or_expression(asl::object(kItemSelector))),
                  asl::object(kItemReader),
                  asl::object(kItemBatcher),
                  asl::object(kResultWriter),
                  asl::or_expression(asl::integer(kMaxConcurrency, 0)),
                  asl::path(kMaxConcurrencyPath),
                  asl::or_expression(asl::number(kToleratedFailurePercentage, 0, 100)),
                  asl::path(kToleratedFailurePercentagePath),
                  asl::or_expression(asl::integer(kToleratedFailureCount, 0)),
                  asl::path(kToleratedFailureCountPath),
                  asl::text(kLabel),
              }));
// AWS "Map state": Iterator is the name that ItemProcessor had before.
constexpr auto kProcessorForms = std::to_array<std::string_view>({kItemProcessor, kIterator});
constexpr auto kConcurrencyForms =
    std::to_array<std::string_view>({kMaxConcurrency, kMaxConcurrencyPath});
constexpr auto kPercentageForms =
    std::to_array<std::string_view>({kToleratedFailurePercentage, kToleratedFailurePercentagePath});
constexpr auto kCountForms =
    std::to_array<std::string_view>({kToleratedFailureCount, kToleratedFailureCountPath});
constexpr auto kMapExclusive =
    std::to_array<asl::Exclusive>({{asl::kNextOrEnd, asl::Choose::ExactlyOne},
                                   {kProcessorForms, asl::Choose::ExactlyOne},
                                   {kConcurrencyForms},
                                   {kPercentageForms},
                                   {kCountForms}});
constexpr auto kMapValuePaths = std::to_array<std::string_view>(
    {kMaxConcurrencyPath, kToleratedFailurePercentagePath, kToleratedFailureCountPath});

constexpr auto kProcessorFields =
    asl::join(asl::kBlockFields, std::to_array<asl::Field>({asl::object(kProcessorConfig)}));
constexpr asl::ObjectSchema kProcessorSchema{.fields = kProcessorFields,
                                             .required = asl::kBlockRequired};

void check_part(std::string_view field, void (*check)(const Json& part, const asl::Place& place),
                const asl::StateSource& source) {
  const Json* const part = source.fields.find(field);
  if (part != nullptr && part->is_object()) check(*part, source.place.at(field));
}

std::optional<std::string> resource_of(const Json& state, std::string_view part) {
  const Json* const object = state.find(part);
  if (object == nullptr || !object->is_object()) return std::nullopt;
  return asl::text_if_given(*object, asl::fields::kResource);
}

}  // namespace

const asl::ObjectSchema kMapSchema{.fields = kMapFields, .exclusive = kMapExclusive};

std::unique_ptr<const State> parse_map(StateCommon common, const asl::StateSource& source) {
  const bool is_json_path = source.place.language == asl::Language::JsonPath;
  if (is_json_path) {
    asl::check_reference_path(source.fields, kItemsPath, source.place);
    asl::check_value_paths(source.fields, kMapValuePaths, source.place);
    asl::warn_of_missing_suffixes(source.fields, kItemSelector, source.place);
  }
  ItemSelector selector = ItemSelector::parse(source.fields, source.place);
  check_part(kItemReader, &check_item_reader, source);
  std::optional<ItemBatcher> batcher;
  if (const Json* const part = source.fields.find(kItemBatcher);
      part != nullptr && part->is_object())
    batcher = ItemBatcher::parse(*part, source.place.at(kItemBatcher));
  WriterConfig writer_config;
  if (const Json* const part = source.fields.find(kResultWriter);
      part != nullptr && part->is_object())
    writer_config = parse_result_writer(*part, source.place.at(kResultWriter));
  if (const auto label = asl::text_if_given(source.fields, kLabel)) {
    source.outline.label = asl::Mention{*label, source.place.where.at(kLabel).location()};
  }
  std::optional<StateGraph> processor;
  ProcessorMode mode = ProcessorMode::Inline;
  for (const std::string_view form : kProcessorForms) {
    const Json* const block = source.fields.find(form);
    if (block == nullptr) continue;
    const asl::Place place = source.place.at(form);
    if (const Json* const config = block->find(kProcessorConfig);
        config != nullptr && config->is_object()) {
      mode = parse_processor_config(*config, place.at(kProcessorConfig));
    }
    processor = asl::parse_inner_block(*block, kProcessorSchema, place,
                                       source.outline.blocks.emplace_back());
  }
  if (!processor) return nullptr;
  // What is wrong with the path forms has been reported.
  std::vector<Diagnostic> reported;
  auto max_concurrency =
      IntegerSource::compile(source.fields, kMaxConcurrency, source.place.reporting_to(reported));
  if (mode == ProcessorMode::Inline) {
    return std::make_unique<InlineMapState>(
        std::move(common), MapItems::parse(source.fields, source.place), std::move(selector),
        std::move(max_concurrency), std::move(*processor));
  }
  // AWS makes a label up where none is given. This one is the same whenever the definition is
  // compiled, since it stands in ARNs.
  MapProcessor children{
      asl::text_if_given(source.fields, kLabel).value_or(uuid_of(source.name)),
      std::make_shared<const CompiledDefinition>(std::move(*processor), std::nullopt),
      mode == ProcessorMode::DistributedExpress};
  return std::make_unique<DistributedMapState>(
      std::move(common),
      DistributedMapState::Fields{MapItems::parse(source.fields, source.place), std::move(selector),
                                  std::move(max_concurrency),
                                  ToleratedFailure::parse(source.fields, source.place),
                                  std::move(batcher), resource_of(source.fields, kItemReader),
                                  resource_of(source.fields, kResultWriter), writer_config},
      std::move(children));
}

}  // namespace sfn::engine
