// Transforms: `| where | update, deletions |`, a function that changes a copy of its argument.
#include <vector>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/number_text.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {

// A copy that shares nothing that can be changed. It goes by way of text in the reference
// implementation: functions get lost there, and digits beyond the fifteenth.
Value Evaluator::clone(const Value& value, std::size_t depth) {
  if (depth > kMostValueDepth) return fail(Code::StackOverflow);
  if (!take_steps(1)) return Value::failed();
  if (value.tag() == Tag::Number) return Value::number(with_fifteen_digits(value.as_number()));
  if (value.is_function()) return Value::string({});
  if (value.is_array()) {
    if (value.tag() == Tag::Range) return value.with_flags(0);
    const ArrayView view(value);
    auto* const items = arena_.make_array<Value>(view.size());
    for (std::size_t i = 0; i < view.size(); ++i) {
      JSONATA_TRY(items[i], clone(view[i], depth + 1));
    }
    return Value::array(items, view.size());
  }
  if (value.is_object()) {
    const ObjectView view(value);
    Object* const copy = make_object();
    for (std::size_t i = 0; i < view.size(); ++i) {
      JSONATA_TRY(const Value member, clone(view.value(i), depth + 1));
      copy->set(arena_, view.name(i), member);
    }
    return Value::object(copy);
  }
  return value;
}

Value Evaluator::call_transform(const Transformer& transformer, Arguments& arguments,
                                const Value& context) {
  // The signature is <(oa):o>.
  static constexpr Parameter kSubject{
      .accepts = static_cast<std::uint8_t>(type_bit('o') | type_bit('a') | type_bit('m'))};
  if (!fit({&kSubject, 1}, arguments, context)) return Value::failed();
  if (arguments[0].is_undefined()) return Value::undefined();
  const Node& node = *transformer.node;
  // Who has rebound $clone may have made it something that is no function.
  if (const Value cloner = look_up("clone", transformer.frame); !cloner.is_function()) {
    static_cast<void>(fail(Code::T2013));
    error_.position = node.position;
    return Value::failed();
  }
  const bool is_wrapper = arguments[0].is_array() && arguments[0].has(array_flags::kWrapper);
  JSONATA_TRY(const Value copy, clone(is_wrapper ? ArrayView(arguments[0])[0] : arguments[0], 0));
  JSONATA_TRY(const Value matches, evaluate(*node.left, copy, transformer.frame));
  if (matches.is_undefined()) return copy;
  if (!matches.is_array()) {
    JSONATA_TRY(const Value done, transform_match(node, matches, transformer.frame));
    return done.is_failed() ? done : copy;
  }
  const ArrayView view(matches);
  for (std::size_t i = 0; i < view.size(); ++i) {
    JSONATA_TRY(const Value done, transform_match(node, view[i], transformer.frame));
    if (done.is_failed()) return done;
  }
  return copy;
}

Value Evaluator::transform_match(const Node& node, const Value& match, Frame* frame) {
  JSONATA_TRY(const Value update, evaluate(*node.right, match, frame));
  // Only what was cloned may be changed; a match from elsewhere is left alone.
  Object* const target = match.tag() == Tag::Object ? match.as_object() : nullptr;
  if (update.is_defined()) {
    if (!update.is_object()) {
      static_cast<void>(fail(Code::T2011, update));
      error_.position = node.right->position;
      return Value::failed();
    }
    const ObjectView members(update);
    for (std::size_t i = 0; target != nullptr && i < members.size(); ++i)
      target->set(arena_, members.name(i), members.value(i));
  }
  if (node.other == nullptr) return Value::undefined();
  JSONATA_TRY(const Value deletions, evaluate(*node.other, match, frame));
  if (deletions.is_undefined()) return Value::undefined();
  const Value names = deletions.is_array() ? deletions : array_of({deletions});
  const ArrayView view(names);
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (view[i].is_string()) continue;
    static_cast<void>(fail(Code::T2012, deletions));
    error_.position = node.other->position;
    return Value::failed();
  }
  for (std::size_t i = 0; target != nullptr && i < view.size(); ++i)
    target->erase(view[i].as_string());
  return Value::undefined();
}

}  // namespace sfn::query::jsonata
