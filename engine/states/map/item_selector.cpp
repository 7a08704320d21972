#include "engine/states/map/item_selector.h"

#include <vector>

#include "engine/asl/fields.h"

namespace sfn::engine {

ItemSelector ItemSelector::parse(const Json& state, const DiagnosticSink& sink) {
  ItemSelector item_selector;
  if (const Json* const source = state.find(kItemSelector)) {
    item_selector.selector_ = jsonpath::PayloadTemplate::compile(*source, sink.at(kItemSelector));
  } else if (const Json* const old = state.find(asl::fields::kParameters)) {
    std::vector<Diagnostic> reported;  // by the data flow, to which Parameters belong elsewhere
    item_selector.selector_ = jsonpath::PayloadTemplate::compile(*old, DiagnosticSink{reported});
  }
  return item_selector;
}

}  // namespace sfn::engine
