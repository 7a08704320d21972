#include "engine/states/map/result_writer.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "engine/asl/common_fields.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kWriterConfig = "WriterConfig";
constexpr std::string_view kWriterTransformation = "Transformation";
constexpr std::string_view kWriterOutputType = "OutputType";

// In the order of the enumerators.
constexpr auto kWriterTransformations =
    std::to_array<std::string_view>({"NONE", "COMPACT", "FLATTEN"});
constexpr auto kWriterOutputTypes = std::to_array<std::string_view>({"JSON", "JSONL"});

constexpr auto kWriterFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::text(asl::fields::kResource),
    asl::json_path_only(asl::with_expressions(asl::object(asl::fields::kParameters))),
    asl::jsonata_only(
        asl::with_expressions(asl::or_expression(asl::object(asl::fields::kArguments)))),
    asl::object(kWriterConfig),
});
constexpr auto kWriterConfigFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::one_of(kWriterTransformation, kWriterTransformations),
    asl::one_of(kWriterOutputType, kWriterOutputTypes),
});

// Which of the names the field has; the first where it has none of them.
template <typename E>
E chosen(const Json& config, std::string_view field, std::span<const std::string_view> names) {
  const auto text = asl::text_if_given(config, field);
  const auto found = text ? std::find(names.begin(), names.end(), *text) : names.end();
  return found == names.end() ? E{} : static_cast<E>(found - names.begin());
}

}  // namespace

WriterConfig parse_result_writer(const Json& writer, const asl::Place& place) {
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
  if (config == nullptr || !config->is_object()) return {};
  asl::check_object(*config, {.fields = kWriterConfigFields}, place.at(kWriterConfig));
  return {chosen<WriterTransformation>(*config, kWriterTransformation, kWriterTransformations),
          chosen<WriterOutputType>(*config, kWriterOutputType, kWriterOutputTypes)};
}

}  // namespace sfn::engine
