#include "engine/states/map/result_writer.h"

#include <array>

#include "engine/asl/common_fields.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kWriterConfig = "WriterConfig";
constexpr std::string_view kWriterTransformation = "Transformation";
constexpr std::string_view kWriterOutputType = "OutputType";

constexpr auto kWriterTransformations =
    std::to_array<std::string_view>({"NONE", "COMPACT", "FLATTEN"});
constexpr auto kWriterOutputTypes = std::to_array<std::string_view>({"JSON", "JSONL"});

constexpr auto kWriterFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::text(asl::fields::kResource),
    asl::json_path_only(asl::object(asl::fields::kParameters)),
    asl::jsonata_only(asl::or_expression(asl::object(asl::fields::kArguments))),
    asl::object(kWriterConfig),
});
constexpr auto kWriterConfigFields = std::to_array<asl::Field>({
    asl::one_of(kWriterTransformation, kWriterTransformations),
    asl::one_of(kWriterOutputType, kWriterOutputTypes),
});

}  // namespace

void check_result_writer(const Json& writer, const asl::Place& place) {
  const std::string_view request = place.language == asl::Language::JsonPath
                                       ? asl::fields::kParameters
                                       : asl::fields::kArguments;
  // AWS "ResultWriter": a destination, or a WriterConfig, or both; a destination is a Resource and
  // what it is given.
  const bool has_config = writer.find(kWriterConfig) != nullptr;
  const bool has_destination =
      writer.find(asl::fields::kResource) != nullptr || writer.find(request) != nullptr;
  const auto destination = std::to_array<std::string_view>({asl::fields::kResource, request});
  asl::ObjectSchema schema{.fields = kWriterFields};
  if (has_destination || !has_config) schema.required = destination;
  asl::check_object(writer, schema, place);
  if (place.language == asl::Language::JsonPath)
    asl::check_template(writer, asl::fields::kParameters, place);
  const Json* const config = writer.find(kWriterConfig);
  if (config != nullptr && config->is_object()) {
    asl::check_object(*config, {.fields = kWriterConfigFields}, place.at(kWriterConfig));
  }
}

}  // namespace sfn::engine
