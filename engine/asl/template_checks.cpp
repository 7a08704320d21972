#include "engine/asl/template_checks.h"

#include "engine/query/jsonpath/template.h"

namespace sfn::engine::asl {

void check_template(const Json& object, std::string_view field, const Place& place) {
  const Json* const source = object.find(field);
  // Where it is no object, the table of fields has said so.
  if (source != nullptr && source->is_object()) {
    (void)jsonpath::PayloadTemplate::compile(*source, place.at(field).where);
  }
}

}  // namespace sfn::engine::asl
