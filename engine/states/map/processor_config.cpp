#include "engine/states/map/processor_config.h"

#include <array>

#include "engine/asl/fields.h"
#include "engine/asl/schema.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kMode = "Mode";
constexpr std::string_view kInline = "INLINE";
constexpr std::string_view kDistributed = "DISTRIBUTED";
constexpr std::string_view kExecutionType = "ExecutionType";

constexpr auto kModes = std::to_array<std::string_view>({kInline, kDistributed});
constexpr std::string_view kExpress = "EXPRESS";
constexpr auto kExecutionTypes = std::to_array<std::string_view>({"STANDARD", kExpress});

constexpr auto kInlineFields =
    std::to_array<asl::Field>({asl::text(asl::fields::kComment), asl::one_of(kMode, kModes)});
constexpr auto kDistributedFields = asl::join(
    kInlineFields, std::to_array<asl::Field>({asl::one_of(kExecutionType, kExecutionTypes)}));
constexpr auto kDistributedRequired = std::to_array<std::string_view>({kExecutionType});

}  // namespace

ProcessorMode parse_processor_config(const Json& config, const asl::Place& place) {
  const bool distributed = asl::text_if_given(config, kMode) == kDistributed;
  if (!distributed) {
    asl::check_object(config, {.fields = kInlineFields}, place);
    return ProcessorMode::Inline;
  }
  asl::check_object(config, {.fields = kDistributedFields, .required = kDistributedRequired},
                    place);
  if (place.machine_type == MachineType::Express) {
    place.at(kMode).schema_error("The field '" + std::string(kMode) + "' with value '" +
                                 std::string(kDistributed) +
                                 "' is not supported inside 'EXPRESS' state machines");
  }
  return asl::text_if_given(config, kExecutionType) == kExpress
             ? ProcessorMode::DistributedExpress
             : ProcessorMode::DistributedStandard;
}

}  // namespace sfn::engine
