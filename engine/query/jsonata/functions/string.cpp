// JSONata "String functions" that need neither a pattern nor a picture.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/letter_case.h"
#include "engine/query/jsonata/text.h"
#include "engine/query/jsonata/value_text.h"

namespace sfn::query::jsonata {
namespace {

Value to_string(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (call[0].is_string()) return call[0];
  const bool is_indented = call[1].is_boolean() && call[1].as_boolean();
  TextBuilder text(call.evaluator.arena());
  if (!append_value_text(call.evaluator, call[0], text,
                         is_indented ? Layout::Indented : Layout::Compact))
    return Value::failed();
  return Value::string(text.view());
}

// Whether the budget has what it takes to go through the text that a call begins with.
bool can_read(const Call& call) {
  return call.evaluator.take_text_steps(call[0].as_string().size());
}

Value length(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  return Value::number(static_cast<double>(code_points(call[0].as_string())));
}

Value substring(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  const std::string_view text = call[0].as_string();
  const auto size = static_cast<double>(code_points(text));
  // Array.slice cuts its bounds off towards zero, and counts negative ones from the end.
  const auto bound = [&](double place) {
    place = std::isnan(place) ? 0 : std::trunc(place);
    return static_cast<std::size_t>(std::clamp(place < 0 ? place + size : place, 0.0, size));
  };
  double start = call[1].is_undefined() ? 0 : call[1].as_number();
  if (size + start < 0) start = 0;
  if (call[2].is_undefined())
    return Value::string(code_point_slice(text, bound(start), bound(size)));
  const double length = call[2].as_number();
  // Without a start the end is no number either, and Array.slice takes that for 0.
  if (length <= 0 || call[1].is_undefined()) return Value::string({});
  const double end = start >= 0 ? start + length : size + start + length;
  return Value::string(code_point_slice(text, bound(start), bound(end)));
}

Value substring_before(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  const std::string_view text = call[0].as_string();
  const std::size_t at =
      call[1].is_undefined() ? std::string_view::npos : find_text(text, call[1].as_string());
  return Value::string(text.substr(0, at));
}

Value substring_after(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  const std::string_view text = call[0].as_string();
  const std::size_t at =
      call[1].is_undefined() ? std::string_view::npos : find_text(text, call[1].as_string());
  if (at == std::string_view::npos) return call[0];
  return Value::string(text.substr(at + call[1].as_string().size()));
}

// Each letter beyond ASCII is looked for in tables.
bool can_change_case(const Call& call) {
  return call.evaluator.take_text_steps(4 * call[0].as_string().size());
}
Value lower_case(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_change_case(call)) return Value::failed();
  return call.evaluator.string(lower_cased(call[0].as_string()));
}
Value upper_case(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_change_case(call)) return Value::failed();
  return call.evaluator.string(upper_cased(call[0].as_string()));
}

Value trim(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  std::string text;
  for (const char c : call[0].as_string()) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return call.evaluator.string(text);
}

Value pad(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_read(call)) return Value::failed();
  const std::string_view text = call[0].as_string();
  std::string_view filler = call[2].is_undefined() ? " " : call[2].as_string();
  if (filler.empty()) filler = " ";
  const double width = call[1].is_undefined() ? 0 : call[1].as_number();
  const double missing = std::trunc(std::fabs(width)) - static_cast<double>(code_points(text));
  if (!(missing > 0)) return call[0];
  // Before anything is made: whatever does not fit the budget is too much.
  constexpr double kMostCharacters = 1u << 30;
  if (missing > kMostCharacters) return call.evaluator.fail(Code::MemoryLimit);
  const auto count = static_cast<std::size_t>(missing);
  if (!call.evaluator.take_steps(count / 8)) return Value::failed();
  // Many fillers at once, then those that are left.
  const std::size_t filler_points = code_points(filler);
  std::string many(filler);
  std::size_t fillers = 1;
  for (; fillers < 64; fillers *= 2) many += many;
  TextBuilder padded(call.evaluator.arena());
  const auto fill = [&] {
    std::size_t left = count / filler_points;
    for (; left >= fillers; left -= fillers) padded.append(many);
    for (; left > 0; --left) padded.append(filler);
    padded.append(code_point_slice(filler, 0, count % filler_points));
  };
  if (width < 0) fill();
  padded.append(text);
  if (width > 0) fill();
  return Value::string(padded.view());
}

Value join(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::string_view separator =
      call[1].is_undefined() ? std::string_view{} : call[1].as_string();
  const ArrayView parts(call[0]);
  if (!call.evaluator.take_steps(parts.size())) return Value::failed();
  TextBuilder text(call.evaluator.arena());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text.append(separator);
    text.append(parts[i].as_string());
  }
  return Value::string(text.view());
}

constexpr auto kStringFunctions = std::to_array<Builtin>({
    {"string", "<x-b?:s>", 1, &to_string},
    {"length", "<s-:n>", 1, &length},
    {"substring", "<s-nn?:s>", 3, &substring},
    {"substringBefore", "<s-s:s>", 2, &substring_before},
    {"substringAfter", "<s-s:s>", 2, &substring_after},
    {"lowercase", "<s-:s>", 1, &lower_case},
    {"uppercase", "<s-:s>", 1, &upper_case},
    {"trim", "<s-:s>", 1, &trim},
    {"pad", "<s-ns?:s>", 3, &pad},
    {"join", "<a<s>s?:s>", 2, &join},
});

}  // namespace

std::span<const Builtin> string_functions() { return kStringFunctions; }

}  // namespace sfn::query::jsonata
