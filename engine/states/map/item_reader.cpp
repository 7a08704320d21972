#include "engine/states/map/item_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/asl/common_fields.h"
#include "engine/asl/template_checks.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kReaderConfig = "ReaderConfig";

constexpr auto kReaderFields = std::to_array<asl::Field>({
    asl::text(asl::fields::kComment),
    asl::text(asl::fields::kResource),
    asl::json_path_only(asl::with_expressions(asl::object(asl::fields::kParameters))),
    asl::jsonata_only(
        asl::with_expressions(asl::or_expression(asl::object(asl::fields::kArguments)))),
    asl::object(kReaderConfig),
});
constexpr auto kReaderRequired = std::to_array<std::string_view>({asl::fields::kResource});

// What follows the partition of the Resource, in the order of the enumerators.
constexpr auto kResources =
    std::to_array<std::string_view>({":states:::s3:getObject", ":states:::s3:listObjectsV2"});

std::optional<ReaderResource> resource_of(std::string_view arn) {
  const auto found = std::find_if(kResources.begin(), kResources.end(),
                                  [&](std::string_view tail) { return arn.ends_with(tail); });
  if (!arn.starts_with("arn:") || found == kResources.end()) return std::nullopt;
  return static_cast<ReaderResource>(found - kResources.begin());
}

}  // namespace

ItemReader parse_item_reader(const Json& reader, const asl::Place& place) {
  ItemReader parsed;
  asl::check_object(reader, {.fields = kReaderFields, .required = kReaderRequired}, place);
  if (const auto arn = asl::text_if_given(reader, asl::fields::kResource)) {
    const auto resource = resource_of(*arn);
    if (!resource) {
      place.at(asl::fields::kResource)
          .schema_error("The field '" + std::string(asl::fields::kResource) +
                        "' does not match any of the allowed values");
    }
    parsed.resource = resource.value_or(ReaderResource::GetObject);
  }
  if (place.language == asl::Language::JsonPath)
    asl::check_template(reader, asl::fields::kParameters, place);
  const Json* const config = reader.find(kReaderConfig);
  if (config != nullptr && config->is_object())
    parsed.config = parse_reader_config(*config, place.at(kReaderConfig));
  return parsed;
}

void check_item_reader(const Json& reader, const asl::Place& place) {
  (void)parse_item_reader(reader, place);
}

}  // namespace sfn::engine
