// Calls: of functions of every kind, partial application, `~>`.
#include <algorithm>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {
namespace {

// Functions may call each other without a node being evaluated in between; that costs stack too.
constexpr std::size_t kMostCalls = 1'000;

// The name that a call's errors bear; what has none is written on the spot.
std::string_view name_of_callee(const Node& callee) {
  switch (callee.kind) {
    case NodeKind::Path:
      return callee.items.front()->text;
    case NodeKind::Lambda:
    case NodeKind::Block:
    case NodeKind::Condition:
    case NodeKind::Transform:
      return {};
    default:
      return callee.text;
  }
}

}  // namespace

Value Evaluator::blame(const Value& callee, std::string_view name, std::size_t position) {
  if (error_.token.empty()) error_.token = std::string(name);
  const bool is_own = callee.is_function() && !callee.has(kHandedOn);
  if (is_own || error_.position == 0) error_.position = position;
  return Value::failed();
}

bool Evaluator::evaluate_arguments(const Node& node, const Value& input, Frame* frame,
                                   Arguments& arguments) {
  for (const Node* const item : node.items) {
    Value argument = evaluate(*item, input, frame);
    if (argument.is_failed()) return false;
    if (argument.is_function()) argument = argument.with(kHandedOn);
    arguments.push_back(argument);
  }
  return true;
}

Value Evaluator::evaluate_call(const Node& node, const Value& input, Frame* frame,
                               const Value* applied) {
  JSONATA_TRY(const Value callee, evaluate(*node.left, input, frame));
  const std::string_view name = name_of_callee(*node.left);
  if (callee.is_undefined() && node.left->kind == NodeKind::Path &&
      look_up(name, frame).is_defined()) {
    static_cast<void>(fail(Code::T1005));
    return blame(callee, name, node.position);
  }
  Arguments arguments;
  if (applied != nullptr) arguments.push_back(*applied);
  if (!evaluate_arguments(node, input, frame, arguments)) return Value::failed();
  const Value result = call(callee, std::move(arguments), input, frame);
  return result.is_failed() ? blame(callee, name, node.position) : result;
}

Value Evaluator::call(Value callee, Arguments arguments, const Value& context, Frame* frame) {
  if (calls_ >= kMostCalls) return fail(Code::StackOverflow);
  ++calls_;
  const FrameStack::Mark mark = frames_.mark();
  Value result = call_once(callee, arguments, context, frame);
  // A function ended by calling another one: that call is made here, in a loop instead of deeper.
  while (result.tag() == Tag::TailCall) {
    const auto tail = tail_;
    const Node& next = *tail.node;
    callee = evaluate(*next.left, tail.input, tail.frame);
    if (callee.is_failed()) return callee;
    arguments.clear();
    if (!evaluate_arguments(next, tail.input, tail.frame, arguments)) return Value::failed();
    frames_.release(mark);
    result = call_once(callee, arguments, context, frame);
    if (result.is_failed()) {
      const bool is_named = next.left->kind == NodeKind::Variable;
      return blame(callee, is_named ? next.left->text : std::string_view{}, next.left->position);
    }
  }
  frames_.release(mark);
  --calls_;
  return result;
}

Value Evaluator::call_back(const Value& callee, std::initializer_list<Value> offered) {
  const std::size_t arity = callee.is_function() ? callee.as_function()->arity : 1;
  const std::size_t count = std::min(std::max<std::size_t>(arity, 1), offered.size());
  return call(callee, Arguments(std::span(offered.begin(), count)), Value::null(), nullptr);
}

Value Evaluator::call_once(const Value& callee, Arguments& arguments, const Value& context,
                           Frame* frame) {
  if (!take_steps(1)) return Value::failed();
  if (!callee.is_function()) return fail(Code::T1006);
  // What was handed on does not see the context of where it is called.
  const Value seen = callee.has(kHandedOn) ? Value::null() : context;
  const Function& function = *callee.as_function();
  switch (function.kind) {
    case FunctionKind::Builtin:
      return call_builtin(static_cast<const Builtin&>(function), arguments, seen, frame);
    case FunctionKind::Lambda:
      return call_lambda(static_cast<const Lambda&>(function), arguments, &seen);
    case FunctionKind::Partial:
      return call_partial(static_cast<const Partial&>(function), arguments, frame);
    case FunctionKind::Composition: {
      const auto& composition = static_cast<const Composition&>(function);
      const Value first = arguments.empty() ? Value::undefined() : arguments[0];
      JSONATA_TRY(const Value between, call(composition.first, {first}, Value::null(), frame));
      return call(composition.second, {reduced(between, false)}, Value::null(), frame);
    }
    case FunctionKind::Transform:
      return call_transform(static_cast<const Transformer&>(function), arguments, seen);
    case FunctionKind::Regex: {
      const Value text = arguments.empty() ? Value::undefined() : arguments[0];
      if (!text.is_string()) return Value::undefined();
      return match(*static_cast<const RegexMatcher&>(function).node, text.as_string(), 0);
    }
    case FunctionKind::NextMatch: {
      const auto& next = static_cast<const NextMatch&>(function);
      return next_match(next);
    }
  }
  return Value::undefined();
}

bool Evaluator::fit(std::span<const Parameter> parameters, Arguments& arguments,
                    const Value& context) {
  // Mostly every parameter has its argument, and nothing is to be done.
  bool fits = arguments.size() == parameters.size();
  for (std::size_t i = 0; fits && i < arguments.size(); ++i) {
    const Parameter& parameter = parameters[i];
    fits = accepts(parameter, arguments[i]) && parameter.repeat != Parameter::Repeat::OnceOrMore &&
           (!parameter.is_array || (parameter.item_type == 0 && arguments[i].is_array()));
  }
  if (fits) return true;
  constexpr std::uint64_t kSteps = 10;  // a table of what fits is made
  if (!take_steps(kSteps)) return false;
  // Items are looked at where a signature says what they are.
  const bool has_item_types = std::any_of(parameters.begin(), parameters.end(),
                                          [](const Parameter& p) { return p.item_type != 0; });
  for (const Value& argument : arguments) {
    if (has_item_types && argument.is_array() && !take_steps(argument.size() / 4)) return false;
  }
  const auto mismatch = fit_arguments(parameters, arguments, context,
                                      [&](const Value& value) { return array_of({value}); });
  if (!mismatch) return true;
  ErrorFacts facts;
  facts.code = mismatch->code;
  facts.index = mismatch->index;
  facts.type = mismatch->type;
  static_cast<void>(fail(mismatch->code, mismatch->value));
  facts.value = std::move(error_.value);
  return !fail(std::move(facts)).is_failed();
}

Value Evaluator::call_builtin(const Builtin& builtin, Arguments& arguments, const Value& context,
                              Frame* frame) {
  if (!fit({builtin.parameters.data(), builtin.parameter_count}, arguments, context))
    return Value::failed();
  return builtin.body(Call{*this, {arguments.begin(), arguments.size()}, frame, context});
}

Value Evaluator::call_lambda(const Lambda& lambda, Arguments& arguments, const Value* context) {
  const Node& node = *lambda.node;
  if (context != nullptr && node.signature != nullptr &&
      !fit(node.signature->parameters, arguments, *context))
    return Value::failed();
  Frame* frame = lambda.frame;
  if (node.scope->has_frame()) {
    frame = make_frame(*node.scope, lambda.frame);
    for (std::size_t i = 0; i < node.scope->parameters; ++i)
      frame->slots()[i] = i < arguments.size() ? arguments[i] : Value::undefined();
  }
  return evaluate(*node.right, lambda.input, frame);
}

Value Evaluator::call_partial(const Partial& partial, const Arguments& arguments, Frame* frame) {
  Arguments all;
  std::size_t next = 0;
  for (std::size_t i = 0; i < partial.count; ++i) {
    const Value& given = partial.arguments[i];
    if (given.tag() != Tag::Unbound) {
      all.push_back(given);
    } else {
      all.push_back(next < arguments.size() ? arguments[next] : Value::undefined());
      ++next;
    }
  }
  // The signature of a function that is partly applied is not looked at again.
  const Function& target = *partial.target.as_function();
  if (target.kind == FunctionKind::Lambda)
    return call_lambda(static_cast<const Lambda&>(target), all, nullptr);
  return call(partial.target, std::move(all), Value::null(), frame);
}

Value Evaluator::evaluate_partial(const Node& node, const Value& input, Frame* frame) {
  auto* const given = arena_.make_array<Value>(node.items.size());
  std::size_t missing = 0;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    given[i] = Value::unbound();
    if (node.items[i]->kind == NodeKind::Placeholder) {
      ++missing;
      continue;
    }
    JSONATA_TRY(given[i], evaluate(*node.items[i], input, frame));
  }
  JSONATA_TRY(const Value callee, evaluate(*node.left, input, frame));
  if (!callee.is_function()) {
    const std::string_view name = name_of_callee(*node.left);
    const bool lacks_dollar = callee.is_undefined() && node.left->kind == NodeKind::Path &&
                              look_up(name, frame).is_defined();
    static_cast<void>(fail(lacks_dollar ? Code::T1007 : Code::T1008));
    return blame(callee, name, node.position);
  }
  return Value::function(arena_.make<Partial>(Function{FunctionKind::Partial, missing}, callee,
                                              given, node.items.size()));
}

Value Evaluator::evaluate_apply(const Node& node, const Value& input, Frame* frame) {
  JSONATA_TRY(const Value left, evaluate(*node.left, input, frame));
  if (node.right->kind == NodeKind::Call) return evaluate_call(*node.right, input, frame, &left);
  JSONATA_TRY(const Value function, evaluate(*node.right, input, frame));
  if (!function.is_function()) {
    static_cast<void>(fail(Code::T2006, function));
    error_.position = node.position;
    return Value::failed();
  }
  if (left.is_function()) {
    return Value::function(
        arena_.make<Composition>(Function{FunctionKind::Composition, 1}, left, function));
  }
  return call(function, {left}, Value::null(), frame);
}

}  // namespace sfn::query::jsonata
