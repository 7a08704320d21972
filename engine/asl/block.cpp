#include "engine/asl/block.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/asl/state_source.h"
#include "engine/asl/template_checks.h"
#include "engine/asl/variables.h"
#include "engine/dataflow/jsonata_data_flow.h"
#include "engine/dataflow/jsonpath_data_flow.h"
#include "engine/states/catch.h"
#include "engine/states/registry.h"
#include "engine/states/retry.h"

namespace sfn::engine::asl {
namespace {

// AWS names no number. A definition that people write has two or three levels; the recursion of
// every walk is bounded by this.
constexpr std::size_t kDeepestBlock = 50;

const StateTypeRow* find_type(const Json& state, const Place& place) {
  const Json* const type = state.find(fields::kType);
  if (type == nullptr) {
    place.schema_error(fields_required(std::to_array({fields::kType})));
    return nullptr;
  }
  const StateTypeRow* const row = type->is_string() ? find_state_type(type->as_string()) : nullptr;
  if (row == nullptr) {
    // Observed: test_state_name_invalid_state_definition.
    std::vector<std::string_view> names;
    for (const StateTypeRow& known : state_types()) names.push_back(known.name);
    place.at(fields::kType)
        .schema_error("The field 'Type' should have one of these values: " + in_given_order(names));
  }
  return row;
}

// AWS "Transforming data": a JSONata machine has no JSONPath states.
Place in_language_of(const Json& state, Place place) {
  place.language = language_of(state, place.machine_language);
  if (place.machine_language == Language::Jsonata && place.language == Language::JsonPath) {
    place.judge_language = false;
    place.schema_error("'" + std::string(fields::kQueryLanguage) + "' can not be '" +
                       std::string(language_name(Language::JsonPath)) + "' if set to '" +
                       std::string(language_name(Language::Jsonata)) + "' for whole state machine");
  }
  return place;
}

// AWS "$states": `result` is there for what does work elsewhere.
Outcome outcome_of(StateType type) {
  const bool works =
      type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
  return works ? Outcome::Result : Outcome::None;
}

Ending ending_of(const Json& state, Ending by_type) {
  if (by_type != Ending::Unknown) return by_type;
  if (state.find(fields::kEnd) != nullptr) return Ending::Yes;
  return state.find(fields::kNext) != nullptr ? Ending::No : Ending::Unknown;
}

std::unique_ptr<const State> parse_state(const std::string& name, const Json& state,
                                         const Place& outer, const StateTypeRow& row,
                                         StateOutline& outline) {
  Place place = in_language_of(state, outer);
  place.state_length = place.where.location().size();
  place.outcome = outcome_of(row.type);
  place.state = &outline;
  check_object(state, *row.schema, place);
  outline.type = row.type;
  outline.language = place.language;
  outline.fields = &state;
  outline.ending = ending_of(state, row.ending);

  StateCommon common;
  common.name = name;
  common.type = row.type;
  const StateSource source{name, state, place, outline};
  common.next = parse_target(state, fields::kNext, place, outline);
  if (place.language == Language::JsonPath) {
    common.data_flow =
        std::make_shared<const JsonPathDataFlow>(JsonPathDataFlow::compile(state, place.where));
    warn_of_missing_suffixes(state, fields::kParameters, place);
    warn_of_missing_suffixes(state, fields::kResultSelector, place);
  } else {
    common.data_flow =
        std::make_shared<const JsonataDataFlow>(JsonataDataFlow::compile(state, place));
  }
  common.retriers = parse_retry(state, place);
  common.catchers = parse_catch(source);
  common.assign = parse_assign(state, place, outline);
  return row.parse(std::move(common), source);
}

}  // namespace

StateGraph parse_block(const Json& block, const Place& place, BlockOutline& outline) {
  StateGraph graph;
  if (const auto start_at = text_if_given(block, fields::kStartAt)) {
    graph.start_at = *start_at;
    outline.start_at = Mention{*start_at, place.where.at(fields::kStartAt).location()};
  } else {
    outline.complete = false;
  }
  const Json* const states = block.find(fields::kStates);
  if (states == nullptr || !states->is_object() || states->members().empty()) {
    outline.complete = false;
    return graph;
  }
  const Place here = place.at(fields::kStates);
  outline.states.reserve(states->members().size());
  for (const auto& [name, state] : states->members()) {
    if (place.enough()) {
      outline.complete = false;
      break;
    }
    const Place state_place = here.at(name);
    if (!state.is_object()) {
      state_place.schema_error(expected_type("OBJECT"));
      outline.complete = false;
      continue;
    }
    const StateTypeRow* const row = find_type(state, state_place);
    if (row == nullptr) {
      outline.complete = false;
      continue;
    }
    StateOutline& state_outline = outline.states.emplace_back();
    state_outline.name = name;
    state_outline.location = state_place.where.location();
    if (auto parsed = parse_state(name, state, state_place, *row, state_outline))
      graph.states.push_back(std::move(parsed));
  }
  return graph;
}

StateGraph parse_inner_block(const Json& block, const ObjectSchema& schema, const Place& place,
                             BlockOutline& outline) {
  Place inner = place;
  inner.language = place.machine_language;
  inner.outcome = Outcome::None;
  inner.state = nullptr;
  if (++inner.block_depth > kDeepestBlock) {
    place.error("TOO_DEEPLY_NESTED", "States are nested too deeply");
    outline.complete = false;
    return {};
  }
  if (!check_object(block, schema, inner)) {
    outline.complete = false;
    return {};
  }
  return parse_block(block, inner, outline);
}

}  // namespace sfn::engine::asl
