// JSONata "$eval": a text as an expression. AWS has taken it out.
#include <array>

#include "engine/query/jsonata/evaluator.h"

namespace sfn::query::jsonata {
namespace {

Value eval(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const Value& input = call[1].is_undefined() ? call.context : call[1];
  return call.evaluator.evaluate_text(call[0].as_string(), input, call.frame);
}

constexpr auto kEvalFunctions = std::to_array<Builtin>({
    {"eval", "<sx?:x>", 2, &eval, Builtin::In::Official},
});

}  // namespace

std::span<const Builtin> eval_functions() { return kEvalFunctions; }

}  // namespace sfn::query::jsonata
