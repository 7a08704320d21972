// Operators: arithmetic, comparison, logic, concatenation, ranges.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/sequence.h"
#include "engine/query/jsonata/text.h"
#include "engine/query/jsonata/value_text.h"

namespace sfn::query::jsonata {
namespace {

// What a range may allocate: of the reference implementation, and of AWS, where it is the memory
// limit that is met. Observed there: 873782 integers are made, 873783 are not.
constexpr double kMostInRange = 1e7;
constexpr double kMostInRangeOnAws = 873'782;

double computed(Operator op, double a, double b) {
  switch (op) {
    case Operator::Add:
      return a + b;
    case Operator::Subtract:
      return a - b;
    case Operator::Multiply:
      return a * b;
    case Operator::Divide:
      return a / b;
    default:
      return std::fmod(a, b);
  }
}

bool is_ordered(Operator op, int order) {
  switch (op) {
    case Operator::Less:
      return order < 0;
    case Operator::LessOrEqual:
      return order <= 0;
    case Operator::Greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool is_comparable(const Value& value) {
  return value.is_undefined() || value.is_number() || value.is_string();
}

Value arithmetic(Evaluator& evaluator, Operator op, const Value& left, const Value& right) {
  const auto check = [&](const Value& side, Code code) {
    if (side.is_undefined()) return true;
    const Numeric kind = numeric(side);
    if (kind == Numeric::Yes) return true;
    return !evaluator.fail(kind == Numeric::No ? code : Code::D1001, side).is_failed();
  };
  if (!check(left, Code::T2001) || !check(right, Code::T2002)) return Value::failed();
  if (left.is_undefined() || right.is_undefined()) return Value::undefined();
  return Value::number(computed(op, left.as_number(), right.as_number()));
}

Value equality_of(Evaluator& evaluator, const Value& left, const Value& right, bool is_wanted) {
  if (left.is_undefined() || right.is_undefined()) return Value::boolean(false);
  const Evaluator::Truth are_equal = evaluator.equal(left, right);
  if (are_equal == Evaluator::Truth::Failed) return Value::failed();
  return Value::boolean((are_equal == Evaluator::Truth::True) == is_wanted);
}

Value comparison(Evaluator& evaluator, Operator op, const Value& left, const Value& right) {
  if (!is_comparable(left) || !is_comparable(right))
    return evaluator.fail(Code::T2010, is_comparable(left) && left.is_defined() ? right : left);
  if (left.is_undefined() || right.is_undefined()) return Value::undefined();
  if (left.is_string() != right.is_string()) {
    ErrorFacts facts;
    facts.code = Code::T2009;
    facts.value = shown_scalar(left);
    facts.value2 = shown_scalar(right);
    return evaluator.fail(std::move(facts));
  }
  if (left.is_string()) {
    if (!evaluator.take_text_steps(std::min(left.as_string().size(), right.as_string().size())))
      return Value::failed();
    return Value::boolean(is_ordered(op, compare_units(left.as_string(), right.as_string())));
  }
  const double a = left.as_number(), b = right.as_number();
  if (std::isnan(a) || std::isnan(b)) return Value::boolean(false);
  return Value::boolean(is_ordered(op, a < b ? -1 : a > b ? 1 : 0));
}

// Whether two values are the same thing: arrays, objects and functions are so only to themselves.
Evaluator::Truth identity(Evaluator& evaluator, const Value& a, const Value& b) {
  const auto true_if = [](bool is_true) {
    return is_true ? Evaluator::Truth::True : Evaluator::Truth::False;
  };
  if (a.tag() != b.tag())
    return true_if(a.is_number() && b.is_number() && a.as_number() == b.as_number());
  switch (a.tag()) {
    case Tag::Array:
      return true_if(a.items() == b.items() && a.size() == b.size());
    case Tag::JsonArray:
    case Tag::JsonObject:
      return true_if(&a.as_json() == &b.as_json());
    case Tag::Object:
      return true_if(a.as_object() == b.as_object());
    case Tag::Range:
      return Evaluator::Truth::False;
    default:
      return evaluator.equal(a, b);
  }
}

Value included(Evaluator& evaluator, const Value& left, const Value& right) {
  if (left.is_undefined() || right.is_undefined()) return Value::boolean(false);
  const std::size_t size = right.is_array() ? right.size() : 1;
  if (!evaluator.take_steps(size)) return Value::failed();
  for (std::size_t i = 0; i < size; ++i) {
    const Value item = right.is_array() ? ArrayView(right)[i] : right;
    const Evaluator::Truth is_same = identity(evaluator, left, item);
    if (is_same == Evaluator::Truth::Failed) return Value::failed();
    if (is_same == Evaluator::Truth::True) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value concatenation(Evaluator& evaluator, const Value& left, const Value& right) {
  TextBuilder text(evaluator.arena());
  if (!append_value_text(evaluator, left, text) || !append_value_text(evaluator, right, text))
    return Value::failed();
  return Value::string(text.view());
}

bool is_integer(const Value& value) {
  return value.is_number() && std::isfinite(value.as_number()) &&
         value.as_number() == std::trunc(value.as_number());
}

Value range(Evaluator& evaluator, const Value& first, const Value& last) {
  if (first.is_defined() && !is_integer(first)) return evaluator.fail(Code::T2003, first);
  if (last.is_defined() && !is_integer(last)) return evaluator.fail(Code::T2004, last);
  if (first.is_undefined() || last.is_undefined()) return Value::undefined();
  const double from = first.as_number(), to = last.as_number();
  if (from > to) return Value::undefined();
  const double size = to - from + 1;
  if (size > kMostInRange) return evaluator.fail(Code::D2014, Value::number(size));
  if (evaluator.dialect() == Dialect::Aws && size > kMostInRangeOnAws)
    return evaluator.fail(Code::MemoryLimit);
  // Beyond 64 bits doubles are so far apart that a range has one item.
  if (std::fabs(from) > 9e18) return evaluator.array_of({first}, array_flags::kSequence);
  return Value::range(static_cast<std::int64_t>(from), static_cast<std::size_t>(size),
                      array_flags::kSequence);
}

}  // namespace

Value Evaluator::evaluate_binary(const Node& node, const Value& input, Frame* frame) {
  if (node.op == Operator::And || node.op == Operator::Or)
    return evaluate_logic(node, input, frame);
  JSONATA_TRY(const Value left, evaluate(*node.left, input, frame));
  JSONATA_TRY(const Value right, evaluate(*node.right, input, frame));
  Value result;
  switch (node.op) {
    case Operator::Equal:
    case Operator::NotEqual:
      result = equality_of(*this, left, right, node.op == Operator::Equal);
      break;
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
      result = comparison(*this, node.op, left, right);
      break;
    case Operator::In:
      result = included(*this, left, right);
      break;
    case Operator::Concatenate:
      result = concatenation(*this, left, right);
      break;
    case Operator::Range:
      result = range(*this, left, right);
      break;
    default:
      result = arithmetic(*this, node.op, left, right);
      break;
  }
  return result.is_failed() ? blame_operator(node) : result;
}

Value Evaluator::blame_operator(const Node& node) {
  error_.token = std::string(node.op == Operator::Range ? ".." : node.text);
  error_.position = node.position;
  return Value::failed();
}

Value Evaluator::evaluate_logic(const Node& node, const Value& input, Frame* frame) {
  const bool is_and = node.op == Operator::And;
  JSONATA_TRY(const Value left, evaluate(*node.left, input, frame));
  const Truth first = truth(left);
  if (first == Truth::Failed) return blame_operator(node);
  if ((first == Truth::True) != is_and) return Value::boolean(!is_and);
  // The right side belongs to the operator: its errors are shown as the operator's own.
  const Value right = evaluate(*node.right, input, frame);
  if (right.is_failed()) return blame_operator(node);
  const Truth second = truth(right);
  if (second == Truth::Failed) return blame_operator(node);
  return Value::boolean(second == Truth::True);
}

Value Evaluator::evaluate_negation(const Node& node, const Value& input, Frame* frame) {
  JSONATA_TRY(const Value operand, evaluate(*node.left, input, frame));
  if (operand.is_undefined()) return operand;
  const Numeric kind = numeric(operand);
  if (kind != Numeric::Yes) {
    static_cast<void>(fail(kind == Numeric::No ? Code::D1002 : Code::D1001, operand));
    return kind == Numeric::No ? blame_operator(node) : Value::failed();
  }
  if (operand.tag() == Tag::LongNumber &&
      operand.as_integer() != std::numeric_limits<std::int64_t>::min())
    return Value::integer(-operand.as_integer());
  return Value::number(-operand.as_number());
}

}  // namespace sfn::query::jsonata
