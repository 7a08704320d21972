// JSONata "Object functions": keys, lookup, spread, merge, error, assert, type, clone.
#include "engine/query/jsonata/object.h"

#include <array>

#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {
namespace {

// The names of an object's members, or of all the objects in an array; false where arrays nest too
// deeply.
bool gather_names(Evaluator& evaluator, const Value& value, Object& names, std::size_t depth) {
  if (depth > kMostValueDepth) return !evaluator.fail(Code::StackOverflow).is_failed();
  if (!evaluator.take_steps(1)) return false;
  if (value.is_array()) {
    const ArrayView items(value);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!gather_names(evaluator, items[i], names, depth + 1)) return false;
    }
  } else if (value.is_object()) {
    const ObjectView members(value);
    if (!evaluator.take_steps(members.size())) return false;
    for (std::size_t i = 0; i < members.size(); ++i)
      names.set(evaluator.arena(), members.name(i), Value::null());
  }
  return true;
}

Value keys(const Call& call) {
  Object names;
  if (!gather_names(call.evaluator, call[0], names, 0)) return Value::failed();
  Evaluator::List list(call.evaluator);
  for (std::uint32_t i = 0; i < names.size; ++i) list.push(Value::string(names.members[i].name));
  return list.finish(array_flags::kSequence);
}

Value lookup(const Call& call) {
  if (call[1].is_undefined()) return Value::undefined();
  return look_up_member(call.evaluator, call[0], call[1].as_string());
}

bool gather_members(Evaluator& evaluator, const Value& value, Evaluator::List& members,
                    std::size_t depth) {
  if (depth > kMostValueDepth) return !evaluator.fail(Code::StackOverflow).is_failed();
  if (!evaluator.take_steps(1)) return false;
  if (value.is_array()) {
    const ArrayView items(value);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!gather_members(evaluator, items[i], members, depth + 1)) return false;
    }
  } else if (value.is_object()) {
    const ObjectView view(value);
    for (std::size_t i = 0; i < view.size(); ++i) {
      Object* const single = evaluator.make_object();
      single->set(evaluator.arena(), view.name(i), view.value(i));
      members.push(Value::object(single));
    }
  } else if (value.is_defined()) {
    members.push(value);
  }
  return true;
}

Value spread(const Call& call) {
  if (!call[0].is_array() && !call[0].is_object()) return call[0];
  Evaluator::List members(call.evaluator);
  if (!gather_members(call.evaluator, call[0], members, 0)) return Value::failed();
  const bool is_plain_array = call[0].is_array() && call[0].size() > 0;
  return members.finish(is_plain_array ? 0 : array_flags::kSequence);
}

Value merge(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  Object* const merged = call.evaluator.make_object();
  const ArrayView objects(call[0]);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const Value object = objects[i];
    if (!object.is_object()) continue;
    const ObjectView members(object);
    if (!call.evaluator.take_steps(1 + members.size())) return Value::failed();
    for (std::size_t k = 0; k < members.size(); ++k)
      merged->set(call.evaluator.arena(), members.name(k), members.value(k));
  }
  return Value::object(merged);
}

Value fail_with(const Call& call, Code code, const Value& message, std::string_view otherwise) {
  ErrorFacts facts;
  facts.code = code;
  facts.message = std::string(
      message.is_string() && !message.as_string().empty() ? message.as_string() : otherwise);
  return call.evaluator.fail(std::move(facts));
}

Value error(const Call& call) {
  return fail_with(call, Code::D3137, call[0], "$error() function evaluated");
}

Value assert_true(const Call& call) {
  if (call[0].is_boolean() && call[0].as_boolean()) return Value::undefined();
  return fail_with(call, Code::D3141, call[1], "$assert() statement failed");
}

Value type(const Call& call) {
  constexpr auto kNames = std::to_array<std::pair<char, std::string_view>>({
      {'l', "null"},
      {'n', "number"},
      {'s', "string"},
      {'b', "boolean"},
      {'a', "array"},
      {'f', "function"},
      {'o', "object"},
  });
  for (const auto& [letter, name] : kNames) {
    if (type_letter(call[0]) == letter) return Value::string(name);
  }
  return Value::undefined();
}

Value clone(const Call& call) { return call.evaluator.clone(call[0], 0); }

constexpr auto kObjectFunctions = std::to_array<Builtin>({
    {"keys", "<x-:a<s>>", 1, &keys},
    {"lookup", "<x-s:x>", 2, &lookup},
    {"spread", "<x-:a<o>>", 1, &spread},
    {"merge", "<a<o>:o>", 1, &merge},
    {"error", "<s?:x>", 1, &error},
    {"assert", "<bs?:x>", 2, &assert_true},
    {"type", "<x:s>", 1, &type},
    {"clone", "<(oa)-:o>", 1, &clone},
});

}  // namespace

std::span<const Builtin> object_functions() { return kObjectFunctions; }

}  // namespace sfn::query::jsonata
