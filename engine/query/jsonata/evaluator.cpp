#include "engine/query/jsonata/evaluator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/sequence.h"

namespace sfn::query::jsonata {
namespace {

// Observed on AWS: a value has so many bytes at most, as 873,782 integers have; texts of 2^22
// characters are made, of 2^23 they are not.
constexpr std::size_t kLongestTextOnAws = 6'990'256;

}  // namespace

Evaluator::Evaluator(const Program& program, Value input, const Bindings& bindings,
                     const EvaluationContext& context)
    : program_(program),
      bindings_(bindings),
      context_(context),
      arena_(context_.budget),
      frames_(arena_),
      depth_limit_(context_.budget.depth_limit()) {
  if (program.dialect == Dialect::Aws) arena_.set_longest_text(kLongestTextOnAws);
  // An input that is an array is one item.
  root_input_ =
      input.is_array() ? array_of({input}, array_flags::kSequence | array_flags::kWrapper) : input;
  bind_globals(program.globals);
}

void Evaluator::bind_globals(const Globals& globals) {
  for (std::size_t i = globals_.size(); i < globals.names.size(); ++i) {
    const std::string_view name = globals.names[i];
    if (const Json* const bound = bindings_.find(name)) {
      globals_.push_back(Value::json(*bound));
    } else if (const Builtin* const builtin = find_builtin(name, program_.dialect)) {
      globals_.push_back(Value::function(builtin));
    } else {
      globals_.push_back(Value::undefined());
    }
  }
}

Value Evaluator::run() {
  Frame* const frame = program_.scope->has_frame() ? make_frame(*program_.scope, nullptr) : nullptr;
  return evaluate(*program_.root, root_input_, frame);
}

Value Evaluator::fail(ErrorFacts facts) {
  error_ = std::move(facts);
  return Value::failed();
}
Value Evaluator::fail(Code code) {
  ErrorFacts facts;
  facts.code = code;
  return fail(std::move(facts));
}
Value Evaluator::fail(Code code, const Value& value) {
  ErrorFacts facts;
  facts.code = code;
  auto shown = shown_json(value, context_.budget);
  if (!shown) return fail(limit_of(shown.error()));
  facts.value = *std::move(shown);
  return fail(std::move(facts));
}

Value Evaluator::array_of(std::initializer_list<Value> items, std::uint8_t flags) {
  auto* const place = arena_.make_array<Value>(items.size());
  std::copy(items.begin(), items.end(), place);
  return Value::array(place, items.size(), flags);
}

Value Evaluator::joined_arrays(const Value& first, const Value& second) {
  const std::size_t added = second.is_array() ? second.size() : 1;
  const std::size_t kept = first.is_array() ? first.size() : 1;
  const bool is_at_end =
      first.tag() == Tag::Array && kept > 0 && first.items() + kept == joined_end_;
  if (!is_at_end || static_cast<std::size_t>(room_end_ - joined_end_) < added) {
    const std::size_t room = (kept + added) * (is_at_end ? 2 : 1);
    auto* const items = arena_.make_array<Value>(room);
    joined_end_ = copy_items(first, items);
    room_end_ = items + room;
  }
  Value* const begin = joined_end_ - kept;
  joined_end_ = copy_items(second, joined_end_);
  return Value::array(begin, kept + added);
}

// The items of an array, or a value that is none, from a place on; where they end.
Value* Evaluator::copy_items(const Value& from, Value* to) {
  if (!from.is_array()) {
    *to = from;
    return to + 1;
  }
  const ArrayView items(from);
  for (std::size_t i = 0; i < items.size(); ++i) *to++ = items[i];
  return to;
}

void Evaluator::grow_scratch() {
  const std::size_t larger = std::max<std::size_t>(64, scratch_.capacity() * 2);
  arena_.charge((larger - scratch_.capacity()) * sizeof(Value));
  scratch_.reserve(larger);
}

void Evaluator::List::splice(const Value& value) {
  if (!value.is_array()) {
    push(value);
    return;
  }
  const ArrayView items(value);
  for (std::size_t i = 0; i < items.size(); ++i) push(items[i]);
}

Value Evaluator::List::finish(std::uint8_t flags) const {
  const std::size_t count = size();
  if (count == 0) return Value::array(nullptr, 0, flags);
  auto* const items = evaluator_.arena_.make_array<Value>(count);
  std::copy_n(evaluator_.scratch_.begin() + static_cast<std::ptrdiff_t>(begin_), count, items);
  return Value::array(items, count, flags);
}

Frame* Evaluator::make_frame(const Scope& scope, Frame* parent) {
  void* const place = scope.is_captured ? arena_.allocate(Frame::bytes(scope))
                                        : frames_.allocate(Frame::bytes(scope));
  auto* const frame = new (place) Frame{parent, &scope};
  std::uninitialized_fill_n(frame->slots(), scope.names.size(), Value::unbound());
  return frame;
}

// A sequence of one item is that item, an empty one is nothing, unless it is to stay an array.
Value Evaluator::reduced(const Value& result, bool keep_array) {
  if (!result.is_sequence()) return result;
  if (result.size() == 0) return Value::undefined();
  const Value kept = keep_array ? result.with(array_flags::kKeepSingleton) : result;
  if (kept.size() > 1 || kept.has(array_flags::kKeepSingleton)) return kept;
  return ArrayView(kept)[0];
}

Value Evaluator::evaluate(const Node& node, const Value& input, Frame* frame) {
  if (++depth_ > depth_limit_) return fail(Code::StackOverflow);
  if (!take_steps(1)) return Value::failed();
  Value result = dispatch(node, input, frame);
  --depth_;
  if (result.is_failed()) return result;
  if (node.behind != nullptr) {
    if (result.tag() == Tag::Tuples) result = reframed(result, *node.behind, frame);
    // What stands behind it is one frame further in, also where there are no tuples at all.
    frame = make_tuple(*node.behind, frame, nullptr);
  }
  for (const Node* const predicate : node.predicates) {
    result = evaluate_filter(*predicate, result, frame);
    if (result.is_failed()) return result;
  }
  if (node.group != nullptr && node.kind != NodeKind::Path) {
    result = evaluate_group(node.group->pairs, node.group->position, result, frame);
    if (result.is_failed()) return result;
  }
  return reduced(result, node.keep_array);
}

Value Evaluator::dispatch(const Node& node, const Value& input, Frame* frame) {
  switch (node.kind) {
    case NodeKind::Name:
      return look_up_member(*this, input, node.text);
    case NodeKind::String:
    case NodeKind::Number:
    case NodeKind::Literal:
      return node.literal;
    case NodeKind::Variable:
    case NodeKind::Parent:
      return evaluate_variable(node, input, frame);
    case NodeKind::Path:
      return node.scope != nullptr ? evaluate_tuple_path(node, input, frame)
                                   : evaluate_path(node, input, frame);
    case NodeKind::Binary:
      return evaluate_binary(node, input, frame);
    case NodeKind::Negate:
      return evaluate_negation(node, input, frame);
    case NodeKind::Array:
      return evaluate_array(node, input, frame);
    case NodeKind::Object:
      return evaluate_group(node.pairs, node.position, input, frame);
    case NodeKind::Block:
      return evaluate_block(node, input, frame);
    case NodeKind::Condition:
      return evaluate_condition(node, input, frame);
    case NodeKind::Bind: {
      JSONATA_TRY(const Value value, evaluate(*node.right, input, frame));
      return frame->slots()[node.places[0].slot] = value;
    }
    case NodeKind::Call:
      if (node.is_tail_call) {
        tail_ = {&node, input, frame};
        return Value::tail_call();
      }
      return evaluate_call(node, input, frame, nullptr);
    case NodeKind::Partial:
      return evaluate_partial(node, input, frame);
    case NodeKind::Apply:
      return evaluate_apply(node, input, frame);
    case NodeKind::Lambda:
      return Value::function(arena_.make<Lambda>(Function{FunctionKind::Lambda, node.items.size()},
                                                 &node, frame, input));
    case NodeKind::Transform:
      return Value::function(
          arena_.make<Transformer>(Function{FunctionKind::Transform, 1}, &node, frame));
    case NodeKind::Regex:
      return Value::function(arena_.make<RegexMatcher>(Function{FunctionKind::Regex, 1}, &node));
    case NodeKind::Wildcard:
      return evaluate_wildcard(input);
    case NodeKind::Descendants:
      return evaluate_descendants(input);
    default:
      return fail(Code::S0206);
  }
}

Value Evaluator::evaluate_variable(const Node& node, const Value& input, Frame* frame) const {
  if (node.kind == NodeKind::Variable && node.text.empty())
    return input.is_array() && input.has(array_flags::kWrapper) ? ArrayView(input)[0] : input;
  if (node.kind == NodeKind::Variable && node.text == "$") return root_input_;
  std::uint32_t frames_out = 0;
  for (const SlotReference& place : node.places) {
    for (; frames_out < place.frames_out; ++frames_out) frame = frame->parent;
    const Value& value = frame->slots()[place.slot];
    if (value.tag() != Tag::Unbound) return value;
  }
  return node.global == kNoGlobal ? Value::undefined() : globals_[node.global];
}

Value Evaluator::evaluate_block(const Node& node, const Value& input, Frame* frame) {
  const FrameStack::Mark mark = frames_.mark();
  Frame* const inner = node.scope->has_frame() ? make_frame(*node.scope, frame) : frame;
  Value result;
  for (const Node* const part : node.items) {
    result = evaluate(*part, input, inner);
    if (result.is_failed()) return result;
  }
  // Who makes a tail call evaluates its arguments in this frame.
  if (result.tag() != Tag::TailCall) frames_.release(mark);
  return result;
}

Value Evaluator::evaluate_condition(const Node& node, const Value& input, Frame* frame) {
  JSONATA_TRY(const Value condition, evaluate(*node.left, input, frame));
  if (node.op == Operator::Coalesce) {
    return condition.is_defined() ? condition : evaluate(*node.other, input, frame);
  }
  const Truth is_met = truth(condition);
  if (is_met == Truth::Failed) return Value::failed();
  if (node.op == Operator::Default)
    return is_met == Truth::True ? condition : evaluate(*node.other, input, frame);
  if (is_met == Truth::True) return evaluate(*node.right, input, frame);
  return node.other == nullptr ? Value::undefined() : evaluate(*node.other, input, frame);
}

Evaluator::Truth Evaluator::truth(const Value& value, std::size_t depth) {
  const auto as_truth = [](bool is_true) { return is_true ? Truth::True : Truth::False; };
  switch (value.tag()) {
    case Tag::Undefined:
    case Tag::Unbound:
      return Truth::Undefined;
    case Tag::Boolean:
      return as_truth(value.as_boolean());
    case Tag::Number:
    case Tag::LongNumber:
      if (std::isinf(value.as_number())) {
        static_cast<void>(fail(Code::D1001, value));
        return Truth::Failed;
      }
      return as_truth(value.as_number() != 0 && !std::isnan(value.as_number()));
    case Tag::String:
      return as_truth(!value.as_string().empty());
    case Tag::Range:
      return as_truth(value.size() > 1 || (value.size() == 1 && value.as_integer() != 0));
    case Tag::Array:
    case Tag::JsonArray: {
      if (depth > kMostValueDepth) {
        static_cast<void>(fail(Code::StackOverflow));
        return Truth::Failed;
      }
      const ArrayView items(value);
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (!take_steps(1)) return Truth::Failed;
        const Truth item = truth(items[i], depth + 1);
        if (item == Truth::True || item == Truth::Failed || items.size() == 1) return item;
      }
      return Truth::False;
    }
    case Tag::Object:
    case Tag::JsonObject:
      return as_truth(ObjectView(value).size() > 0);
    default:
      return Truth::False;
  }
}

Evaluator::Truth Evaluator::equal(const Value& a, const Value& b) {
  switch (equality(a, b, context_.budget)) {
    case Equality::Equal:
      return Truth::True;
    case Equality::Different:
      return Truth::False;
    case Equality::TooDeep:
      static_cast<void>(fail(Code::StackOverflow));
      return Truth::Failed;
    case Equality::OutOfSteps:
      static_cast<void>(fail(Code::TimeOut));
      return Truth::Failed;
  }
  return Truth::Failed;
}

Value Evaluator::look_up(std::string_view name, Frame* frame) const {
  for (; frame != nullptr; frame = frame->parent) {
    const auto& names = frame->scope->names;
    for (std::size_t i = names.size(); i-- > 0;) {
      if (names[i] == name && frame->slots()[i].tag() != Tag::Unbound) return frame->slots()[i];
    }
  }
  if (const Json* const bound = bindings_.find(name)) return Value::json(*bound);
  const Builtin* const builtin = find_builtin(name, program_.dialect);
  return builtin == nullptr ? Value::undefined() : Value::function(builtin);
}

}  // namespace sfn::query::jsonata
