#include "engine/query/jsonata/value_text.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/number_text.h"

namespace sfn::query::jsonata {
namespace {

class ValueWriter {
 public:
  ValueWriter(Evaluator& evaluator, TextBuilder& text, Layout layout)
      : evaluator_(evaluator), text_(text), layout_(layout) {}

  bool write(const Value& value, std::size_t depth) {
    if (depth > kMostValueDepth) return !evaluator_.fail(Code::StackOverflow).is_failed();
    if (!evaluator_.take_steps(1)) return false;
    if (value.is_array()) return array(value, depth);
    if (value.is_object()) return object(value, depth);
    switch (value.tag()) {
      case Tag::Boolean:
        text_.append(value.as_boolean() ? "true" : "false");
        return true;
      case Tag::Number:
      case Tag::LongNumber:
        return number(value);
      case Tag::String:
        return quoted(value.as_string());
      case Tag::Function:
        text_.append("\"\"");
        return true;
      default:
        text_.append("null");
        return true;
    }
  }

 private:
  bool number(const Value& value) {
    const double number = value.as_number();
    if (std::isinf(number)) return !evaluator_.fail(Code::D1001, value).is_failed();
    text_.append(std::isnan(number) ? "null" : number_text(value, evaluator_.dialect()));
    return true;
  }

  // JSON.stringify escapes halves of characters, which no JSON could hold.
  bool quoted(std::string_view string) {
    if (!evaluator_.take_text_steps(string.size())) return false;
    // Piece by piece, since escapes make a text six times as long.
    constexpr std::size_t kPiece = 64 * 1024;
    text_.append('"');
    while (!string.empty()) {
      std::size_t end = std::min(kPiece, string.size());
      while (end < string.size() && is_utf8_continuation(string[end])) ++end;
      escaped_piece(string.substr(0, end));
      string.remove_prefix(end);
    }
    text_.append('"');
    return true;
  }
  void escaped_piece(std::string_view piece) {
    std::string quoted_piece;
    append_json_string(quoted_piece, piece);
    const std::string_view escaped =
        std::string_view(quoted_piece).substr(1, quoted_piece.size() - 2);
    std::size_t plain = 0;
    for (std::size_t at = escaped.find('\xED'); at != std::string::npos;
         at = escaped.find('\xED', at + 1)) {
      const auto second = static_cast<unsigned char>(escaped[at + 1]);
      if (second < 0xA0) continue;
      text_.append(escaped.substr(plain, at - plain));
      const unsigned unit =
          0xD000u | ((second & 0x3Fu) << 6) | (static_cast<unsigned char>(escaped[at + 2]) & 0x3Fu);
      constexpr std::string_view kDigits = "0123456789abcdef";
      std::string escape = "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) escape += kDigits[(unit >> shift) & 15u];
      text_.append(escape);
      plain = at + 3;
    }
    text_.append(escaped.substr(plain));
  }

  void line(std::size_t depth) {
    if (layout_ == Layout::Compact) return;
    text_.append('\n');
    for (std::size_t i = 0; i < depth; ++i) text_.append("  ");
  }

  bool array(const Value& value, std::size_t depth) {
    const ArrayView view(value);
    text_.append('[');
    for (std::size_t i = 0; i < view.size(); ++i) {
      if (i > 0) text_.append(',');
      line(depth + 1);
      if (!write(view[i], depth + 1)) return false;
    }
    if (view.size() > 0) line(depth);
    text_.append(']');
    return true;
  }

  bool object(const Value& value, std::size_t depth) {
    const ObjectView view(value);
    text_.append('{');
    bool is_first = true;
    for (std::size_t i = 0; i < view.size(); ++i) {
      const Value member = view.value(i);
      if (member.is_undefined()) continue;
      if (!is_first) text_.append(',');
      is_first = false;
      line(depth + 1);
      if (!quoted(view.name(i))) return false;
      text_.append(layout_ == Layout::Compact ? ":" : ": ");
      if (!write(member, depth + 1)) return false;
    }
    if (!is_first) line(depth);
    text_.append('}');
    return true;
  }

  Evaluator& evaluator_;
  TextBuilder& text_;
  Layout layout_;
};

}  // namespace

std::string number_text(const Value& value, Dialect dialect) {
  if (value.tag() == Tag::LongNumber && dialect == Dialect::Aws)
    return std::to_string(value.as_integer());
  return javascript_number(with_fifteen_digits(value.as_number()));
}

bool append_value_text(Evaluator& evaluator, const Value& value, TextBuilder& text, Layout layout) {
  if (value.is_undefined() || value.is_function()) return true;
  if (value.is_string()) {
    text.append(value.as_string());
    return true;
  }
  if (value.is_number() && !std::isfinite(value.as_number()))
    return !evaluator.fail(Code::D3001, value).is_failed();
  const bool is_wrapper = value.is_array() && value.has(array_flags::kWrapper);
  return ValueWriter(evaluator, text, layout).write(is_wrapper ? ArrayView(value)[0] : value, 0);
}

}  // namespace sfn::query::jsonata
