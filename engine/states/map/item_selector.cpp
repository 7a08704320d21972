#include "engine/states/map/item_selector.h"

#include <vector>

#include "engine/asl/fields.h"

namespace sfn::engine {

ItemSelector ItemSelector::parse(const Json& state, const asl::Place& place) {
  ItemSelector item_selector;
  item_selector.selector_ = FieldTemplate::compile(state, kItemSelector, place);
  if (!item_selector.is_given() && place.language == asl::Language::JsonPath) {
    std::vector<Diagnostic> reported;  // by the data flow, to which Parameters belong elsewhere
    item_selector.selector_ =
        FieldTemplate::compile(state, asl::fields::kParameters, place.reporting_to(reported));
  }
  return item_selector;
}

}  // namespace sfn::engine
