#include "engine/asl/template_checks.h"

#include <string>

#include "base/utf8.h"
#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/intrinsic_parser.h"
#include "engine/query/jsonpath/template.h"

namespace sfn::engine::asl {
namespace {

// `$name` is left out: it may as well be Lambda's `$LATEST` or a price.
bool begins_like_path(std::string_view text) {
  if (!text.starts_with('$')) return false;
  text.remove_prefix(1);
  return text.empty() || text.front() == '.' || text.front() == '[' || text.front() == '$';
}

void warn_of_members(const Json& value, const Place& place) {
  if (value.is_array()) {
    for (const Json& item : value.items()) warn_of_members(item, place);
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.members()) {
    if (jsonpath::is_expression_key(key)) continue;
    if (!looks_evaluated(member)) {
      warn_of_members(member, place);
      continue;
    }
    // The words of AWS's warnings are not known; the place is that of its errors about templates.
    place.warning("NO_DOLLAR", "The value of the field '" + std::string(utf8_prefix(key, 200)) +
                                   "' appears to be a JSONPath or an intrinsic function call, but "
                                   "the name of the field does not end with '.$'");
  }
}

}  // namespace

bool looks_evaluated(const Json& value) {
  if (!value.is_string()) return false;
  const std::string& text = value.as_string();
  const bool begins = begins_like_path(text) || jsonpath::looks_like_intrinsic(text);
  return begins && jsonpath::Expression::compile(text).has_value();
}

void warn_of_missing_suffixes(const Json& object, std::string_view field, const Place& place) {
  if (const Json* const source = object.find(field)) warn_of_members(*source, place.at(field));
}

void warn_of_missing_path(const Json& object, std::string_view field, const Place& place) {
  const Json* const value = object.find(field);
  if (value == nullptr || !looks_evaluated(*value)) return;
  place.at(field).warning("NO_PATH",
                          "The value appears to be a JSONPath or an intrinsic function "
                          "call, but the name of the field does not end with 'Path'");
}

void check_template(const Json& object, std::string_view field, const Place& place) {
  const Json* const source = object.find(field);
  // Where it is no object, the table of fields has said so.
  if (source == nullptr || !source->is_object()) return;
  (void)jsonpath::PayloadTemplate::compile(*source, place.at(field).where);
  warn_of_missing_suffixes(object, field, place);
}

}  // namespace sfn::engine::asl
