// JSONata "String functions" that encode: base64, URLs.
#include <array>
#include <cstdint>
#include <optional>

#include "base/utf16.h"
#include "base/utf8.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t kNoDigit = 64;
// The digits of both alphabets by their characters.
constexpr auto kBase64Values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kBase64Digits.size(); ++i)
    values[static_cast<unsigned char>(kBase64Digits[i])] = static_cast<std::uint8_t>(i);
  values['-'] = values['+'];
  values['_'] = values['/'];
  return values;
}();

// The low eight bits of each UTF-16 unit.
std::string low_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.code < 0x10000) {
      bytes += static_cast<char>(point.code & 0xFF);
    } else {
      for (const char32_t half : surrogates_of(point.code)) bytes += static_cast<char>(half & 0xFF);
    }
    at += point.bytes;
  }
  return bytes;
}

// Each character is looked for in a table.
bool can_translate(const Call& call) {
  return call.evaluator.take_text_steps(2 * call[0].as_string().size());
}

Value base64_encode(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_translate(call)) return Value::failed();
  const std::string bytes = low_bytes(call[0].as_string());
  TextBuilder encoded(call.evaluator.arena());
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = std::string_view(bytes).substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = (bits << 8) | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      encoded.append(k <= group.size() ? kBase64Digits[(bits >> (18 - 6 * k)) & 63] : '=');
  }
  return Value::string(encoded.view());
}

// As Node decodes: digits of both alphabets, whatever else is skipped, the end at the first '='.
Value base64_decode(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_translate(call)) return Value::failed();
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : call[0].as_string()) {
    if (c == '=') break;
    const std::uint8_t digit = kBase64Values[static_cast<unsigned char>(c)];
    if (digit == kNoDigit) continue;
    bits = (bits << 6) | digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    append_code_point(text, (bits >> held) & 0xFFu);
  }
  return call.evaluator.string(text);
}

// ECMAScript "URI Handling": what is not encoded, and what stays encoded.
constexpr std::string_view kUnescaped =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
constexpr std::string_view kReserved = ";/?:@&=+$,#";

Value malformed(const Call& call, std::string_view function) {
  ErrorFacts facts;
  facts.code = Code::D3140;
  facts.value = Json::string(as_utf8(call[0].as_string()));
  facts.token = std::string(function);
  return call.evaluator.fail(std::move(facts));
}

Value encoded(const Call& call, std::string_view kept, std::string_view function) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_translate(call)) return Value::failed();
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  TextBuilder result(call.evaluator.arena());
  const std::string_view text = call[0].as_string();
  if (first_non_utf8(text) != text.size()) return malformed(call, function);
  for (const char c : text) {
    if (kUnescaped.find(c) != std::string_view::npos || kept.find(c) != std::string_view::npos) {
      result.append(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const char escape[] = {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    result.append(std::string_view(escape, 3));
  }
  return Value::string(result.view());
}

std::optional<unsigned char> escaped_byte(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t place) -> int {
    const char c = place < text.size() ? text[place] : '\0';
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  if (digit(at + 1) < 0 || digit(at + 2) < 0) return std::nullopt;
  return static_cast<unsigned char>(digit(at + 1) * 16 + digit(at + 2));
}

Value decoded(const Call& call, std::string_view kept, std::string_view function) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!can_translate(call)) return Value::failed();
  const std::string_view text = call[0].as_string();
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '%') {
      result += text[at++];
      continue;
    }
    const auto first = escaped_byte(text, at);
    if (!first) return malformed(call, function);
    if (*first < 0x80) {
      if (kept.find(static_cast<char>(*first)) != std::string_view::npos) {
        result += text.substr(at, 3);
      } else {
        result += static_cast<char>(*first);
      }
      at += 3;
      continue;
    }
    std::string character(1, static_cast<char>(*first));
    const std::size_t length = utf8_length(character[0]);
    at += 3;
    for (std::size_t i = 1; i < length; ++i, at += 3) {
      const auto next = at < text.size() && text[at] == '%' ? escaped_byte(text, at) : std::nullopt;
      if (!next) return malformed(call, function);
      character += static_cast<char>(*next);
    }
    if (length == 1 || first_non_utf8(character) != character.size())
      return malformed(call, function);
    result += character;
  }
  return call.evaluator.string(result);
}

Value encode_url(const Call& call) { return encoded(call, kReserved, "encodeUrl"); }
Value encode_url_component(const Call& call) { return encoded(call, {}, "encodeUrlComponent"); }
Value decode_url(const Call& call) { return decoded(call, kReserved, "decodeUrl"); }
Value decode_url_component(const Call& call) { return decoded(call, {}, "decodeUrlComponent"); }

constexpr auto kEncodingFunctions = std::to_array<Builtin>({
    {"base64encode", "<s-:s>", 1, &base64_encode},
    {"base64decode", "<s-:s>", 1, &base64_decode},
    {"encodeUrl", "<s-:s>", 1, &encode_url},
    {"encodeUrlComponent", "<s-:s>", 1, &encode_url_component},
    {"decodeUrl", "<s-:s>", 1, &decode_url},
    {"decodeUrlComponent", "<s-:s>", 1, &decode_url_component},
});

}  // namespace

std::span<const Builtin> encoding_functions() { return kEncodingFunctions; }

}  // namespace sfn::query::jsonata
