// JSONata "Higher order functions": map, filter, single, reduce, each, sift.
#include <array>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/object.h"

namespace sfn::query::jsonata {
namespace {

using Truth = Evaluator::Truth;

Value place_value(std::size_t place) { return Value::number(static_cast<double>(place)); }

Value map(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const ArrayView items(call[0]);
  Evaluator::List results(call.evaluator);
  for (std::size_t i = 0; i < items.size(); ++i) {
    JSONATA_TRY(const Value result,
                call.evaluator.call_back(call[1], {items[i], place_value(i), call[0]}));
    if (result.is_defined()) results.push(result);
  }
  return results.finish(array_flags::kSequence);
}

Value filter(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const ArrayView items(call[0]);
  Evaluator::List kept(call.evaluator);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value item = items[i];
    JSONATA_TRY(const Value answer,
                call.evaluator.call_back(call[1], {item, place_value(i), call[0]}));
    const Truth is_kept = call.evaluator.truth(answer);
    if (is_kept == Truth::Failed) return Value::failed();
    if (is_kept == Truth::True) kept.push(item);
  }
  return kept.finish(array_flags::kSequence);
}

Value single(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const ArrayView items(call[0]);
  Value found;
  bool is_found = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value item = items[i];
    Truth is_match = Truth::True;
    if (call[1].is_function()) {
      JSONATA_TRY(const Value answer,
                  call.evaluator.call_back(call[1], {item, place_value(i), call[0]}));
      is_match = call.evaluator.truth(answer);
    }
    if (is_match == Truth::Failed) return Value::failed();
    if (is_match != Truth::True) continue;
    if (is_found) return call.evaluator.fail(Code::D3138);
    found = item;
    is_found = true;
  }
  return is_found ? found : call.evaluator.fail(Code::D3139);
}

Value reduce(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::size_t arity = call[1].as_function()->arity;
  if (arity < 2) {
    ErrorFacts facts;
    facts.code = Code::D3050;
    facts.index = 1;
    return call.evaluator.fail(std::move(facts));
  }
  const ArrayView items(call[0]);
  const bool has_start = call[2].is_defined();
  Value result = has_start || items.size() == 0 ? call[2] : items[0];
  for (std::size_t i = has_start ? 0 : 1; i < items.size(); ++i) {
    result = call.evaluator.call_back(call[1], {result, items[i], place_value(i), call[0]});
    if (result.is_failed()) return result;
  }
  return result;
}

Value each(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const ObjectView members(call[0]);
  Evaluator::List results(call.evaluator);
  for (std::size_t i = 0; i < members.size(); ++i) {
    JSONATA_TRY(const Value result,
                call.evaluator.call_back(
                    call[1], {members.value(i), Value::string(members.name(i)), call[0]}));
    if (result.is_defined()) results.push(result);
  }
  return results.finish(array_flags::kSequence);
}

Value sift(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const ObjectView members(call[0]);
  Object* const kept = call.evaluator.make_object();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Value member = members.value(i);
    JSONATA_TRY(
        const Value answer,
        call.evaluator.call_back(call[1], {member, Value::string(members.name(i)), call[0]}));
    const Truth is_kept = call.evaluator.truth(answer);
    if (is_kept == Truth::Failed) return Value::failed();
    if (is_kept == Truth::True) kept->set(call.evaluator.arena(), members.name(i), member);
  }
  return kept->size == 0 ? Value::undefined() : Value::object(kept);
}

constexpr auto kHigherOrderFunctions = std::to_array<Builtin>({
    {"map", "<af>", 2, &map},
    {"filter", "<af>", 2, &filter},
    {"single", "<af?>", 2, &single},
    {"reduce", "<afj?:j>", 3, &reduce},
    {"each", "<o-f:a>", 2, &each},
    {"sift", "<o-f?:o>", 2, &sift},
});

}  // namespace

std::span<const Builtin> higher_order_functions() { return kHigherOrderFunctions; }

}  // namespace sfn::query::jsonata
