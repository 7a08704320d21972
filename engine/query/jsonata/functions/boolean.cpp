// JSONata "Boolean functions": boolean, not, exists.
#include <array>

#include "engine/query/jsonata/evaluator.h"

namespace sfn::query::jsonata {
namespace {

Value from_truth(const Call& call, bool is_negated) {
  switch (call.evaluator.truth(call[0])) {
    case Evaluator::Truth::Undefined:
      return Value::undefined();
    case Evaluator::Truth::Failed:
      return Value::failed();
    case Evaluator::Truth::True:
      return Value::boolean(!is_negated);
    case Evaluator::Truth::False:
      break;
  }
  return Value::boolean(is_negated);
}

Value boolean(const Call& call) { return from_truth(call, false); }
Value negation(const Call& call) { return from_truth(call, true); }
Value exists(const Call& call) { return Value::boolean(call[0].is_defined()); }

constexpr auto kBooleanFunctions = std::to_array<Builtin>({
    {"boolean", "<x-:b>", 1, &boolean},
    {"not", "<x-:b>", 1, &negation},
    {"exists", "<x:b>", 1, &exists},
});

}  // namespace

std::span<const Builtin> boolean_functions() { return kBooleanFunctions; }

}  // namespace sfn::query::jsonata
