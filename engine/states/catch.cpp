#include "engine/states/catch.h"

#include <array>
#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/asl/variables.h"
#include "engine/dataflow/jsonata_data_flow.h"
#include "engine/states/error_equals.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kError = "Error";
constexpr std::string_view kCause = "Cause";

constexpr auto kCatcherFields = asl::join(std::to_array<asl::Field>({
                                              asl::text(asl::fields::kComment),
                                              asl::non_empty_array(asl::fields::kErrorEquals),
                                              asl::text(asl::fields::kNext),
                                              asl::path(asl::fields::kResultPath),
                                              asl::kShapedOutput,
                                          }),
                                          asl::kVariables);
constexpr auto kCatcherRequired =
    std::to_array<std::string_view>({asl::fields::kErrorEquals, asl::fields::kNext});
constexpr asl::ObjectSchema kCatcherSchema{.fields = kCatcherFields, .required = kCatcherRequired};

Catcher parse_catcher(const Json& entry, EntryPosition position, asl::Place place,
                      asl::StateOutline& outline) {
  place.outcome = asl::Outcome::Error;
  Catcher catcher;
  if (!asl::check_object(entry, kCatcherSchema, place)) return catcher;
  catcher.error_equals = parse_error_equals(entry, position, place);
  catcher.next = asl::parse_target(entry, asl::fields::kNext, place, outline).value_or("");
  if (place.language == asl::Language::JsonPath) {
    catcher.result_path = ResultPath::compile(entry, place.where);
  } else {
    catcher.data_flow =
        std::make_shared<const JsonataDataFlow>(JsonataDataFlow::compile(entry, place));
  }
  catcher.assign = asl::parse_assign(entry, place, outline);
  return catcher;
}

}  // namespace

bool Catcher::matches(const StatesError& error) const { return error_matches(error_equals, error); }

StateResult<Json> Catcher::shape_output(const query::Scope& raw, const Json& error_output,
                                        query::Budget& budget) const {
  return data_flow ? data_flow->shape_output(raw, error_output, budget)
                   : result_path.place(raw.input, error_output);
}

Json error_output(const StatesError& error) {
  const auto text_or_null = [](const std::optional<std::string>& text) {
    return text ? Json::string(*text) : Json{};
  };
  Json cause = text_or_null(error.cause);
  // Observed: the cause of a time-out is absent from its event and empty here
  // (test_invoke_timeout); where a worker reports neither error nor cause both are null
  // (test_sqs_failure_in_wait_for_task_tok_no_error_field).
  if (!error.cause && error.name == error_names::kTimeout) cause = Json::string("");
  return Json::object(
      {{std::string(kError), text_or_null(error.name)}, {std::string(kCause), std::move(cause)}});
}

std::vector<Catcher> parse_catch(const asl::StateSource& source) {
  std::vector<Catcher> catchers;
  const Json* const list = source.fields.find(asl::fields::kCatch);
  if (list == nullptr || !list->is_array()) return catchers;
  const Json::Items& entries = list->items();
  const asl::Place place = source.place.at(asl::fields::kCatch);
  for (std::size_t index = 0; index < entries.size() && !place.enough(); ++index) {
    const EntryPosition position =
        index + 1 == entries.size() ? EntryPosition::Last : EntryPosition::Followed;
    catchers.push_back(parse_catcher(entries[index], position, place.at(index), source.outline));
  }
  return catchers;
}

}  // namespace sfn::engine
