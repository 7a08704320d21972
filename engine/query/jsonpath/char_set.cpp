#include "engine/query/jsonpath/char_set.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <utility>

namespace sfn::jsonpath {
namespace {

constexpr std::string_view kAnyCharacter = "(?s:.)";
constexpr std::string_view kNoCharacter = "[^\\p{Any}]";

std::string character_item(char32_t c) {
  const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (is_plain) return std::string(1, static_cast<char>(c));
  return fmt::format("\\x{{{:x}}}", static_cast<std::uint32_t>(c));
}

void add_alternative(std::string& to, std::string_view alternative) {
  if (!to.empty() && !alternative.empty()) to += '|';
  to += alternative;
}

}  // namespace

std::string char_range_item(char32_t first, char32_t last) {
  constexpr char32_t kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;
  if (first <= kLastSurrogate && last >= kFirstSurrogate) {
    std::string parts;
    if (first < kFirstSurrogate) parts = char_range_item(first, kFirstSurrogate - 1);
    if (last > kLastSurrogate) parts += char_range_item(kLastSurrogate + 1, last);
    return parts;
  }
  if (first == last) return character_item(first);
  return character_item(first) + '-' + character_item(last);
}

CharSet CharSet::of(std::string items) {
  CharSet set;
  set.items_ = std::move(items);
  return set;
}

CharSet CharSet::of_any_case(std::string items) {
  CharSet set;
  set.any_case_items_ = std::move(items);
  return set;
}

bool CharSet::is_empty() const {
  return items_.empty() && any_case_items_.empty() && expression_.empty() && !is_negated_;
}

void CharSet::unite(const CharSet& other) {
  if (is_empty()) {
    *this = other;
    return;
  }
  if (other.is_empty()) return;
  if (is_negated_) {
    CharSet plain;
    plain.expression_ = text();
    *this = std::move(plain);
  }
  if (other.is_negated_) {
    add_alternative(expression_, other.text());
    return;
  }
  items_ += other.items_;
  any_case_items_ += other.any_case_items_;
  add_alternative(expression_, other.expression_);
}

void CharSet::intersect(const CharSet& other) {
  CharSet both;
  both.expression_ = "(?=" + other.text() + ")" + text();
  *this = std::move(both);
}

std::size_t CharSet::bytes() const {
  return items_.size() + any_case_items_.size() + expression_.size();
}

CharSet CharSet::negated() const {
  CharSet result = *this;
  result.is_negated_ = !is_negated_;
  return result;
}

std::string CharSet::alternatives() const {
  std::string result = expression_;
  if (!any_case_items_.empty()) add_alternative(result, "(?i:[" + any_case_items_ + "])");
  if (!items_.empty()) add_alternative(result, "[" + items_ + "]");
  return result;
}

std::string CharSet::text() const {
  const bool has_none = items_.empty() && any_case_items_.empty() && expression_.empty();
  if (has_none) return std::string(is_negated_ ? kAnyCharacter : kNoCharacter);
  const std::string_view open = is_negated_ ? "[^" : "[";
  if (expression_.empty() && any_case_items_.empty() && !items_.empty())
    return fmt::format("{}{}]", open, items_);
  if (expression_.empty() && items_.empty() && !any_case_items_.empty())
    return fmt::format("(?i:{}{}])", open, any_case_items_);
  if (is_negated_) return fmt::format("(?:(?!{}){})", alternatives(), kAnyCharacter);
  return "(?:" + alternatives() + ")";
}

}  // namespace sfn::jsonpath
