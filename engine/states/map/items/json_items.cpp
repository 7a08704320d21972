#include "engine/states/map/items/json_items.h"

#include <algorithm>
#include <utility>

namespace sfn::engine {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }

// Observed.
StatesError not_iterable() {
  return item_reader_failed("Attempting to map over non-iterable node.");
}

// As another emulator has it; not seen on AWS.
StatesError pointer_leads_nowhere() {
  return item_reader_failed(
      "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON "
      "structure.");
}

// AWS's words are not known.
StatesError not_json(const std::string& reason) {
  return item_reader_failed("The file is not valid JSON: " + reason);
}

StatesError unexpected_byte(char c, const std::string& expected) {
  const auto byte = static_cast<unsigned char>(c);
  const std::string shown = byte >= 0x20 && byte < 0x7F ? "'" + std::string(1, c) + "'"
                                                        : "the byte " + std::to_string(byte);
  return not_json(shown + " where " + expected + " should stand");
}

// RFC 6901: ~1 is a slash, ~0 a tilde.
std::optional<std::string> unescaped(std::string_view token) {
  std::string text;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] != '~') {
      text += token[at];
      continue;
    }
    ++at;
    if (at == token.size() || (token[at] != '0' && token[at] != '1')) return std::nullopt;
    text += token[at] == '0' ? '~' : '/';
  }
  return text;
}

// RFC 6901: digits without leading zeros.
std::optional<std::size_t> index_of(const std::string& token) {
  constexpr std::size_t kMostDigits = 18;
  const bool all_digits = token.find_first_not_of("0123456789") == std::string::npos;
  if (token.empty() || token.size() > kMostDigits || !all_digits) return std::nullopt;
  if (token.size() > 1 && token.front() == '0') return std::nullopt;
  return std::stoull(token);
}

}  // namespace

JsonItems::JsonItems(std::string_view pointer) {
  is_pointer_bad_ = !pointer.empty() && pointer.front() != '/';
  while (!pointer.empty() && !is_pointer_bad_) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    auto token = unescaped(pointer.substr(0, end));
    is_pointer_bad_ = !token;
    if (token) pointer_.push_back(*std::move(token));
    pointer.remove_prefix(end);
  }
}

StateResult<ItemParser::Scanned> JsonItems::scan(std::string_view bytes) {
  if (is_pointer_bad_) return sfn::unexpected(pointer_leads_nowhere());
  std::size_t at = 0;
  while (at < bytes.size()) {
    SFN_TRY(Scanned scanned, take(bytes.substr(at)));
    at += scanned.bytes;
    if (scanned.item) return Scanned{at, std::move(scanned.item)};
  }
  return Scanned{at};
}

StateResult<ItemParser::Scanned> JsonItems::take(std::string_view bytes) {
  const char c = bytes.front();
  switch (at_) {
    case At::KeyText:
      return take_key_text(bytes);
    case At::Beside:
      return take_beside(bytes);
    case At::Item:
      return take_item(bytes);
    case At::Behind:
      // Behind what the pointer led to the document goes on; nobody needs to look at it.
      if (!pointer_.empty() || is_blank(c)) return Scanned{pointer_.empty() ? 1 : bytes.size()};
      return sfn::unexpected(unexpected_byte(c, "the end"));
    case At::Value:
    case At::Key:
    case At::Colon:
    case At::Element:
      break;
  }
  if (is_blank(c)) return Scanned{1};
  if (at_ == At::Value) return take_value(c);
  if (at_ == At::Key) return take_key(c);
  if (at_ == At::Element) return take_element(c);
  if (c != ':') return sfn::unexpected(unexpected_byte(c, "a colon"));
  auto key = Json::parse(std::exchange(text_, {}));
  if (!key) return sfn::unexpected(not_json(key.error().message));
  const bool is_on_way = key->as_string() == pointer_[matched_];
  matched_ += is_on_way ? 1 : 0;
  is_in_array_ = false;
  at_ = is_on_way ? At::Value : At::Beside;
  return Scanned{1};
}

StateResult<ItemParser::Scanned> JsonItems::take_value(char c) {
  const bool has_arrived = matched_ == pointer_.size();
  needs_element_ = false;
  if (c == '[') {
    index_ = 0;
    at_ = has_arrived ? At::Item : At::Element;
    return Scanned{1};
  }
  if (c == '{' && !has_arrived) {
    at_ = At::Key;
    return Scanned{1};
  }
  constexpr std::string_view kValueBegins = "{\"-0123456789tfn";
  if (kValueBegins.find(c) == std::string_view::npos)
    return sfn::unexpected(unexpected_byte(c, "a value"));
  return sfn::unexpected(has_arrived ? not_iterable() : pointer_leads_nowhere());
}

StateResult<ItemParser::Scanned> JsonItems::take_key(char c) {
  if (c == '}' && !needs_element_) return sfn::unexpected(pointer_leads_nowhere());
  if (c != '"') return sfn::unexpected(unexpected_byte(c, "a name"));
  text_ = c;
  at_ = At::KeyText;
  return Scanned{1};
}

StateResult<ItemParser::Scanned> JsonItems::take_key_text(std::string_view bytes) {
  std::size_t end = 0;
  while (end < bytes.size() && at_ == At::KeyText) {
    const char c = bytes[end++];
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\') {
      is_escaped_ = true;
    } else if (c == '"') {
      at_ = At::Colon;
    }
  }
  text_ += bytes.substr(0, end);
  if (text_.size() > kLargestItemBytes) return sfn::unexpected(item_too_large());
  return Scanned{end};
}

StateResult<ItemParser::Scanned> JsonItems::take_element(char c) {
  if (c == ']' && !needs_element_) return sfn::unexpected(pointer_leads_nowhere());
  is_in_array_ = true;
  const bool is_on_way = index_of(pointer_[matched_]) == index_;
  matched_ += is_on_way ? 1 : 0;
  at_ = is_on_way ? At::Value : At::Beside;
  return Scanned{0};
}

std::size_t JsonItems::value_bytes(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (is_in_string_) {
      is_in_string_ = is_escaped_ || c != '"';
      is_escaped_ = !is_escaped_ && c == '\\';
      continue;
    }
    if (c == '"') is_in_string_ = true;
    if (c == '[' || c == '{') ++depth_;
    const bool closes = c == ']' || c == '}';
    if (depth_ == 0 && (closes || c == ',')) return at;
    if (closes) --depth_;
  }
  return bytes.size();
}

StateResult<ItemParser::Scanned> JsonItems::take_beside(std::string_view bytes) {
  const std::size_t end = value_bytes(bytes);
  if (end == bytes.size()) return Scanned{end};
  const char c = bytes[end];
  if (c != ',') {
    if (c != (is_in_array_ ? ']' : '}')) return sfn::unexpected(unexpected_byte(c, "a comma"));
    return sfn::unexpected(pointer_leads_nowhere());
  }
  ++index_;
  needs_element_ = true;
  at_ = is_in_array_ ? At::Element : At::Key;
  return Scanned{end + 1};
}

StateResult<ItemParser::Scanned> JsonItems::take_item(std::string_view bytes) {
  const std::size_t end = value_bytes(bytes);
  text_ += bytes.substr(0, end);
  if (text_.size() > kLargestItemBytes) return sfn::unexpected(item_too_large());
  if (end == bytes.size()) return Scanned{end};
  const char c = bytes[end];
  if (c == '}') return sfn::unexpected(unexpected_byte(c, "a comma"));
  const std::string text = std::exchange(text_, {});
  const bool is_last = c == ']';
  if (is_last) at_ = At::Behind;
  if (is_last && !needs_element_ && text.find_first_not_of(kBlanks) == std::string::npos)
    return Scanned{end + 1};  // []
  needs_element_ = true;
  ++items_;
  auto item = Json::parse(text);
  if (item) return Scanned{end + 1, item->rebuilt()};
  return sfn::unexpected(not_json("item " + std::to_string(items_) + ": " + item.error().message));
}

StateResult<std::optional<Json>> JsonItems::end() {
  if (is_pointer_bad_) return sfn::unexpected(pointer_leads_nowhere());
  if (at_ == At::Behind) return std::nullopt;
  return sfn::unexpected(not_json("it ends too early"));
}

}  // namespace sfn::engine
