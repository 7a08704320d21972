// JSONata "String functions" that search: contains, split, match, replace. What they search for is
// a text, a regex, or a function that finds matches.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/utf16.h"
#include "base/utf8.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/object.h"
#include "engine/query/jsonata/regex/regex.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

// What a matcher found, places in UTF-16 units as expressions see them.
struct Found {
  std::string_view match;
  std::size_t start = 0;
  std::size_t end = 0;
  std::size_t start_byte = 0;
  std::size_t end_byte = 0;
  Value groups;
  Value object;  // as the matcher gave it; undefined where it was not asked for
};

// Goes through the matches in a text.
class Matches {
 public:
  // `wants_objects`: a replacing function gets what the matcher gave.
  Matches(Evaluator& evaluator, const Value& matcher, std::string_view text, bool wants_objects)
      : evaluator_(evaluator), matcher_(matcher), text_(text), wants_objects_(wants_objects) {}

  // False where that failed. Nothing is found any more when found() is empty.
  [[nodiscard]] bool next() {
    const bool is_regex =
        matcher_.is_function() && matcher_.as_function()->kind == FunctionKind::Regex;
    return is_regex ? next_of_regex() : next_of_function();
  }
  [[nodiscard]] const std::optional<Found>& found() const { return found_; }

 private:
  // Goes on where the last match ended, and without objects where nobody asks for them.
  bool next_of_regex() {
    const Node& node = *static_cast<const RegexMatcher*>(matcher_.as_function())->node;
    const bool is_first = !found_;
    const std::size_t from = is_first ? 0 : found_->end_byte;
    const std::size_t from_unit = is_first ? 0 : found_->end;
    found_.reset();
    if (!is_first && from >= text_.size()) return true;
    RegexMatch match;
    if (!evaluator_.find_match(*node.regex, text_, from, match)) return false;
    if (match.groups.empty()) return true;
    const auto [begin, end, is_set] = match.groups[0];
    if (!is_first && begin == end) return !evaluator_.fail_empty_match(node).is_failed();
    Found result;
    result.match = text_.substr(begin, end - begin);
    result.start_byte = begin;
    result.end_byte = end;
    result.start = from_unit + utf16_units(text_.substr(from, begin - from));
    result.end = result.start + utf16_units(result.match);
    if (wants_objects_) {
      result.object = evaluator_.match_object(node, text_, match, result.start);
    } else {
      result.groups = evaluator_.groups_of(match, text_);
    }
    found_ = result;
    return true;
  }

  bool next_of_function() {
    const bool is_first = !found_;
    Value answer;
    if (is_first) {
      answer = evaluator_.call_back(matcher_, {Value::string(text_)});
    } else {
      const Value next = find_member(found_->object, "next");
      answer = next.is_function() ? evaluator_.call_back(next, {}) : Value::undefined();
    }
    found_.reset();
    if (answer.is_failed()) return false;
    if (answer.is_undefined() || answer.is_null()) return true;
    return take(answer);
  }

  bool take(const Value& answer) {
    const auto member = [&](std::string_view name) {
      return answer.is_object() ? find_member(answer, name) : Value::undefined();
    };
    const Value start = member("start"), end = member("end"), groups = member("groups");
    const Value match = member("match");
    const bool is_match = answer.is_object() && (start.is_number() || end.is_number() ||
                                                 groups.is_array() || member("next").is_function());
    if (!is_match) {
      static_cast<void>(evaluator_.fail(Code::T1010));
      return false;
    }
    if (!evaluator_.take_text_steps(text_.size())) return false;
    Found result;
    result.match = match.is_string() ? match.as_string() : std::string_view{};
    const std::size_t units = utf16_units(text_);
    const auto unit = [&](const Value& place) {
      const double number = place.is_number() ? place.as_number() : 0;
      return number > 0 ? static_cast<std::size_t>(std::fmin(number, static_cast<double>(units)))
                        : std::size_t{0};
    };
    result.start = unit(start);
    result.end = unit(end);
    result.start_byte = byte_of_unit(text_, result.start);
    result.end_byte = byte_of_unit(text_, result.end);
    result.groups = groups.is_array() ? groups : Value::array(nullptr, 0);
    result.object = answer;
    found_ = result;
    return true;
  }

  Evaluator& evaluator_;
  Value matcher_;
  std::string_view text_;
  bool wants_objects_;
  std::optional<Found> found_;
};

// How many matches are wanted; nothing where the limit is an error.
std::optional<std::size_t> limit_of(const Call& call, const Value& limit, std::size_t index,
                                    Code code) {
  constexpr double kAll = 1e15;
  if (limit.is_undefined()) return static_cast<std::size_t>(kAll);
  const double number = limit.as_number();
  if (number < 0) {
    ErrorFacts facts;
    facts.code = code;
    facts.value = shown_scalar(limit);
    facts.index = index;
    static_cast<void>(call.evaluator.fail(std::move(facts)));
    return std::nullopt;
  }
  if (std::isnan(number)) return 0;  // it is not above 0
  return static_cast<std::size_t>(std::ceil(std::fmin(number, kAll)));
}

// String.split of JavaScript takes its limit as an unsigned number of 32 bits: no fraction, no more
// than fits, 0 for Infinity. The search for a pattern takes it as it is.
std::size_t split_limit(double limit) {
  constexpr double kTwoTo32 = 4294967296.0;
  return std::isfinite(limit) ? static_cast<std::size_t>(std::fmod(limit, kTwoTo32)) : 0;
}

Value contains_text(const Call& call) {
  const std::string_view text = call[0].as_string(), needle = call[1].as_string();
  if (!call.evaluator.take_text_steps(text.size())) return Value::failed();
  return Value::boolean(find_text(text, needle) != std::string_view::npos);
}

Value contains(const Call& call) {
  if (call[0].is_undefined() || call[1].is_undefined()) return Value::undefined();
  if (call[1].is_string()) return contains_text(call);
  Matches matches(call.evaluator, call[1], call[0].as_string(), false);
  if (!matches.next()) return Value::failed();
  return Value::boolean(matches.found().has_value());
}

Value split_by_text(const Call& call, std::string_view text, std::string_view separator,
                    std::size_t limit) {
  if (!call.evaluator.take_text_steps(text.size())) return Value::failed();
  Evaluator::List parts(call.evaluator);
  if (!separator.empty()) {
    std::size_t begin = 0;
    for (std::size_t at = find_text(text, separator);
         at != std::string_view::npos && parts.size() < limit;
         at = find_text(text, separator, begin)) {
      parts.push(Value::string(text.substr(begin, at - begin)));
      begin = at + separator.size();
    }
    if (parts.size() < limit) parts.push(Value::string(text.substr(begin)));
  } else {
    // Into UTF-16 units: characters of two are torn apart.
    for (std::size_t at = 0; at < text.size() && parts.size() < limit;) {
      const CodePoint point = code_point_at(text, at);
      if (point.bytes < 4) {
        parts.push(Value::string(text.substr(at, point.bytes)));
      } else {
        for (const char32_t half : surrogates_of(point.code)) {
          std::string character;
          append_code_point(character, half);
          if (parts.size() < limit) parts.push(call.evaluator.string(character));
        }
      }
      at += point.bytes;
    }
  }
  if (!call.evaluator.take_steps(parts.size())) return Value::failed();
  return parts.finish(0);
}

Value split(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const auto limit = limit_of(call, call[2], 3, Code::D3020);
  if (!limit) return Value::failed();
  const std::string_view text = call[0].as_string();
  if (*limit == 0) return Value::array(nullptr, 0);
  if (call[1].is_undefined()) return call.evaluator.array_of({call[0]});
  if (call[1].is_string()) {
    return split_by_text(call, text, call[1].as_string(),
                         call[2].is_undefined() ? *limit : split_limit(call[2].as_number()));
  }
  Evaluator::List parts(call.evaluator);
  Matches matches(call.evaluator, call[1], text, false);
  if (!matches.next()) return Value::failed();
  std::size_t begin = 0;
  while (matches.found() && parts.size() < *limit) {
    const Found found = *matches.found();
    parts.push(Value::string(text.substr(begin, std::max(found.start_byte, begin) - begin)));
    begin = found.end_byte;
    if (!matches.next()) return Value::failed();
  }
  if (parts.size() < *limit) parts.push(Value::string(text.substr(begin)));
  return parts.finish(0);
}

Value match(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const auto limit = limit_of(call, call[2], 3, Code::D3040);
  if (!limit) return Value::failed();
  Evaluator::List results(call.evaluator);
  if (*limit > 0) {
    Matches matches(call.evaluator, call[1], call[0].as_string(), false);
    if (!matches.next()) return Value::failed();
    while (matches.found() && results.size() < *limit) {
      const Found& found = *matches.found();
      Object* const object = call.evaluator.make_object();
      Arena& arena = call.evaluator.arena();
      object->set(arena, "match", Value::string(found.match));
      object->set(arena, "index", Value::number(static_cast<double>(found.start)));
      object->set(arena, "groups", found.groups);
      results.push(Value::object(object));
      if (!matches.next()) return Value::failed();
    }
  }
  return results.finish(array_flags::kSequence);
}

// The replacement with `$0`, `$1`… and `$$` filled in.
void append_substitute(std::string_view replacement, const Found& found, TextBuilder& to) {
  const std::size_t groups = found.groups.size();
  const std::size_t most_digits = groups == 0 ? 1 : std::to_string(groups).size();
  std::size_t at = 0;
  for (std::size_t dollar = replacement.find('$'); dollar != std::string_view::npos;
       dollar = replacement.find('$', at)) {
    to.append(replacement.substr(at, dollar - at));
    at = dollar + 1;
    if (replacement.substr(at, 1) == "$") {
      to.append('$');
      ++at;
      continue;
    }
    if (replacement.substr(at, 1) == "0") {
      to.append(found.match);
      ++at;
      continue;
    }
    const auto group_of = [&](std::size_t digits) -> std::optional<std::size_t> {
      const std::string_view text = replacement.substr(at, digits);
      std::size_t value = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      return error == std::errc{} ? std::optional(value) : std::nullopt;
    };
    std::optional<std::size_t> group = group_of(most_digits);
    if (group && *group > groups && most_digits > 1) group = group_of(most_digits - 1);
    if (!group) {
      to.append('$');  // stands for itself
      continue;
    }
    if (*group >= 1 && *group <= groups) {
      const Value value = ArrayView(found.groups)[*group - 1];
      if (value.is_string()) to.append(value.as_string());
    }
    at += std::to_string(*group).size();
  }
  to.append(replacement.substr(at));
}

Value replace_text(const Call& call, std::string_view text, std::size_t limit) {
  const std::string_view pattern = call[1].as_string();
  if (pattern.empty()) {
    ErrorFacts facts;
    facts.code = Code::D3010;
    facts.value = Json::string("");
    facts.index = 2;
    return call.evaluator.fail(std::move(facts));
  }
  if (!call[2].is_string()) return call.evaluator.fail(Code::D3012, call[2]);
  if (!call.evaluator.take_text_steps(text.size())) return Value::failed();
  TextBuilder result(call.evaluator.arena());
  std::size_t at = 0, count = 0;
  for (std::size_t next = find_text(text, pattern); next != std::string_view::npos && count < limit;
       next = find_text(text, pattern, at), ++count) {
    result.append(text.substr(at, next - at));
    result.append(call[2].as_string());
    at = next + pattern.size();
  }
  result.append(text.substr(at));
  if (!call.evaluator.take_steps(count)) return Value::failed();
  return Value::string(result.view());
}

Value replace(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::string_view text = call[0].as_string();
  if (call[1].is_string() && call[1].as_string().empty()) return replace_text(call, text, 0);
  const auto limit = limit_of(call, call[3], 4, Code::D3011);
  if (!limit) return Value::failed();
  if (*limit == 0) return call[0];
  if (call[1].is_string()) return replace_text(call, text, *limit);
  if (!call[1].is_function()) return call[0];
  Matches matches(call.evaluator, call[1], text, call[2].is_function());
  TextBuilder result(call.evaluator.arena());
  std::size_t at = 0;
  if (!matches.next()) return Value::failed();
  for (std::size_t count = 0; matches.found() && count < *limit; ++count) {
    const Found found = *matches.found();
    result.append(text.substr(at, std::max(found.start_byte, at) - at));
    if (call[2].is_function()) {
      const Value replaced = call.evaluator.call_back(call[2], {found.object});
      if (replaced.is_failed()) return replaced;
      if (!replaced.is_string()) return call.evaluator.fail(Code::D3012, replaced);
      result.append(replaced.as_string());
    } else if (call[2].is_string()) {
      if (!call.evaluator.take_steps(call[2].as_string().size())) return Value::failed();
      append_substitute(call[2].as_string(), found, result);
    } else {
      return call.evaluator.fail(Code::D3012, call[2]);
    }
    at = std::min(found.start_byte + found.match.size(), text.size());
    if (!matches.next()) return Value::failed();
  }
  result.append(text.substr(at));
  return Value::string(result.view());
}

constexpr auto kMatchingFunctions = std::to_array<Builtin>({
    {"contains", "<s-(sf):b>", 2, &contains},
    {"split", "<s-(sf)n?:a<s>>", 3, &split},
    {"match", "<s-f<s:o>n?:a<o>>", 3, &match},
    {"replace", "<s-(sf)(sf)n?:s>", 4, &replace},
});

}  // namespace

std::span<const Builtin> matching_functions() { return kMatchingFunctions; }

}  // namespace sfn::query::jsonata
