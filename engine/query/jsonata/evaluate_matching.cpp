// Regexes as functions: what they find, as expressions see it. And texts that are expressions.
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/regex/regex.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {

bool Evaluator::find_match(const Regex& regex, std::string_view text, std::size_t from,
                           RegexMatch& found) {
  // To begin one costs as much as many nodes, and a look at the whole text.
  constexpr std::uint64_t kSteps = 30;
  found.groups.clear();
  if (!take_steps(kSteps + text.size() / (64 * kBytesOfStep))) return false;
  if (regex.match(text, from, found, context_.budget) != Regex::Result::GaveUp) return true;
  return !fail(Code::TimeOut).is_failed();
}

Value Evaluator::groups_of(const RegexMatch& match, std::string_view text) {
  const std::size_t count = match.groups.size() - 1;
  if (count == 0) return Value::array(nullptr, 0);
  auto* const items = arena_.make_array<Value>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const RegexMatch::Span& group = match.groups[i + 1];
    items[i] = group.is_set ? Value::string(text.substr(group.begin, group.end - group.begin))
                            : Value::undefined();
  }
  return Value::array(items, count);
}

Value Evaluator::match(const Node& regex, std::string_view text, std::size_t from) {
  RegexMatch found;
  if (!find_match(*regex.regex, text, from, found)) return Value::failed();
  if (found.groups.empty()) return Value::undefined();
  return match_object(regex, text, found, utf16_units(text.substr(0, found.groups[0].begin)));
}

Value Evaluator::match_object(const Node& regex, std::string_view text, const RegexMatch& found,
                              std::size_t start) {
  const auto [begin, end, is_set] = found.groups[0];
  Object* const object = make_object();
  const std::string_view matched = text.substr(begin, end - begin);
  object->set(arena_, "match", Value::string(matched));
  object->set(arena_, "start", Value::number(static_cast<double>(start)));
  object->set(arena_, "end", Value::number(static_cast<double>(start + utf16_units(matched))));
  object->set(arena_, "groups", groups_of(found, text));
  object->set(arena_, "next",
              Value::function(
                  arena_.make<NextMatch>(Function{FunctionKind::NextMatch, 0}, &regex, text, end)));
  return Value::object(object);
}

Value Evaluator::next_match(const NextMatch& next) {
  if (next.from >= next.text.size()) return Value::undefined();
  JSONATA_TRY(const Value found, match(*next.node, next.text, next.from));
  if (found.is_undefined()) return found;
  return find_member(found, "match").as_string().empty() ? fail_empty_match(*next.node) : found;
}

// It would be found again for ever.
Value Evaluator::fail_empty_match(const Node& regex) {
  static_cast<void>(fail(Code::D1004, Value::string(regex.regex->pattern())));
  error_.position = regex.position;
  return Value::failed();
}

Value Evaluator::evaluate_text(std::string_view text, const Value& input, Frame* frame) {
  Globals globals = texts_.empty() ? program_.globals : texts_.back()->globals;
  if (text.size() > kMostExpressionBytes) return fail(Code::MemoryLimit);
  // What a character compiles to at most, and what even the smallest expression takes.
  constexpr std::size_t kBytesOfCharacter = sizeof(Node), kLeastBytes = 4 * 1024;
  arena_.charge(kLeastBytes + text.size() * kBytesOfCharacter);
  constexpr std::size_t kStepsOfCharacter = 16;
  if (!take_steps((16 + text.size()) * kStepsOfCharacter)) return Value::failed();
  const Scope* const outer = frame == nullptr ? nullptr : frame->scope;
  auto compiled = compile_program(std::string(text), program_.dialect, std::move(globals), outer);
  if (!compiled) {
    ErrorFacts facts;
    facts.code = Code::D3120;
    facts.value = Json::string(error_message(*compiled.error()));
    return fail(std::move(facts));
  }
  texts_.push_back(*std::move(compiled));
  const Program& program = *texts_.back();
  bind_globals(program.globals);
  Frame* const inner = program.scope->has_frame() ? make_frame(*program.scope, frame) : frame;
  const Value wrapped = input.is_array() && !input.has(array_flags::kWrapper)
                            ? array_of({input}, array_flags::kSequence | array_flags::kWrapper)
                            : input;
  const Value result = evaluate(*program.root, wrapped, inner);
  if (!result.is_failed() || error_.code >= Code::TimeOut) return result;
  ErrorFacts facts;
  facts.code = Code::D3121;
  facts.value = Json::string(error_message(error_));
  return fail(std::move(facts));
}

}  // namespace sfn::query::jsonata
