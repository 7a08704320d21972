#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "base/json/jackson_error.h"
#include "base/json/json.h"
#include "base/utf8.h"

#define RAPIDJSON_ASSERT(condition) static_cast<void>(condition)
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include <rapidjson/reader.h>

namespace sfn {
namespace {

// Objects with fewer members are searched for duplicate keys, in larger ones the keys are sorted.
constexpr std::size_t kSearchedKeys = 16;

// As Jackson does: the last value of a duplicate key counts, in the place of the first.
void remove_duplicates(Json::Members& members) {
  if (members.size() <= kSearchedKeys) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      std::size_t first = 0;
      while (first < kept && members[first].first != members[i].first) ++first;
      if (first < kept) {
        members[first].second = std::move(members[i].second);
      } else {
        if (kept != i) members[kept] = std::move(members[i]);
        ++kept;
      }
    }
    members.resize(kept);
    return;
  }
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int keys = members[a].first.compare(members[b].first);
    return keys != 0 ? keys < 0 : a < b;
  });
  std::vector<bool> is_later(members.size());
  bool has_later = false;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    for (end = begin + 1;
         end < order.size() && members[order[end]].first == members[order[begin]].first; ++end) {
      is_later[order[end]] = has_later = true;
    }
    if (end - begin > 1) members[order[begin]].second = std::move(members[order[end - 1]].second);
  }
  if (!has_later) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (is_later[i]) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.resize(kept);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of the number that a text begins with; 0 where it begins with none, or goes on in a
// way that no number does.
std::size_t number_length(std::string_view text) {
  std::size_t i = 0;
  const auto at = [&](char c) { return i < text.size() && text[i] == c; };
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - begin;
  };
  if (at('-')) ++i;
  const bool has_leading_zero = at('0');
  const std::size_t whole = digits();
  if (whole == 0 || (has_leading_zero && whole > 1)) return 0;
  if (at('.')) {
    ++i;
    if (digits() == 0) return 0;
  }
  if (at('e') || at('E')) {
    ++i;
    if (at('+') || at('-')) ++i;
    if (digits() == 0) return 0;
  }
  return i < text.size() && std::string_view("+-.eE").find(text[i]) != std::string_view::npos ? 0
                                                                                              : i;
}

// RapidJSON refuses numbers beyond the range of a double even where it hands out nothing but their
// spelling. Such a text is read again with every number replaced by a zero of the same width; the
// spellings wait here in their order.
struct Widened {
  std::string text;
  std::vector<std::string_view> spellings;  // into the original text
};

Widened without_numbers(std::string_view original) {
  Widened result{std::string(original), {}};
  for (std::size_t i = 0; i < original.size();) {
    if (original[i] == '"') {
      for (++i; i < original.size() && original[i] != '"'; ++i) {
        if (original[i] == '\\') ++i;
      }
      ++i;
    } else if (original[i] == '-' || is_digit(original[i])) {
      const std::size_t length = number_length(original.substr(i));
      if (length > 0) {
        result.spellings.push_back(original.substr(i, length));
        std::fill_n(result.text.begin() + static_cast<std::ptrdiff_t>(i), length - 1, ' ');
        result.text[i + length - 1] = '0';
        i += length;
      } else {
        while (i < original.size() &&
               std::string_view("0123456789+-.eE").find(original[i]) != std::string_view::npos)
          ++i;
      }
    } else {
      ++i;
    }
  }
  return result;
}

}  // namespace

// Receives RapidJSON's events and builds values. The values of all open levels wait in one stack
// for members and one for items, so that each object and array is made once, in its final size.
// Depth is counted here, which also bounds RapidJSON's recursion.
class JsonBuilder {
 public:
  JsonBuilder() = default;
  explicit JsonBuilder(std::vector<std::string_view> spellings)
      : spellings_(std::move(spellings)) {}

  bool Null() { return add(Json{}); }
  bool Bool(bool value) { return add(Json::boolean(value)); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return is_paired(text, size) && add(Json::string(std::string(text, size)));
  }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    // A malformed number was not replaced, and is refused after this.
    const bool is_replaced = numbers_ < spellings_.size();
    return add(number(is_replaced ? spellings_[numbers_++] : std::string_view(text, size)));
  }
  // The member waits for its value on the stack, below the members that the value itself may have.
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    members_.emplace_back(std::string(text, size), Json{});
    return is_paired(text, size);
  }
  bool StartObject() { return open({true, members_.size()}); }
  bool StartArray() { return open({false, items_.size()}); }
  bool EndObject(rapidjson::SizeType) {
    Json::Members members = taken_from(members_, open_.back().first);
    open_.pop_back();
    remove_duplicates(members);
    return add(Json::object(std::move(members)));
  }
  bool EndArray(rapidjson::SizeType) {
    Json::Items items = taken_from(items_, open_.back().first);
    open_.pop_back();
    return add(Json::array(std::move(items)));
  }
  // Not called: numbers come as text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  [[nodiscard]] bool too_deep() const { return too_deep_; }
  [[nodiscard]] Json take(std::string source) {
    Json result = std::move(root_);
    result.source_ = std::make_shared<const std::string>(std::move(source));
    return result;
  }

 private:
  struct Level {
    bool is_object;
    std::size_t first;  // place of its first value in the stack
  };

  template <typename Value>
  static std::vector<Value> taken_from(std::vector<Value>& stack, std::size_t first) {
    const auto begin = stack.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<Value> taken(std::make_move_iterator(begin), std::make_move_iterator(stack.end()));
    stack.erase(begin, stack.end());
    return taken;
  }

  // RapidJSON reads \uDC00 without its other half as if it were a character. Nothing else begins
  // with these bytes: surrogates that came as bytes were refused before.
  static bool is_paired(const char* text, std::size_t size) {
    const char* const end = text + size;
    for (const char* at = text;; ++at) {
      at = static_cast<const char*>(std::memchr(at, 0xED, static_cast<std::size_t>(end - at)));
      if (at == nullptr) return true;
      if (static_cast<unsigned char>(at[1]) >= 0xA0) return false;
    }
  }

  static Json number(std::string_view text) {
    const char* const end = text.data() + text.size();
    std::int64_t integer = 0;
    const auto read = std::from_chars(text.data(), end, integer);
    if (read.ec == std::errc{} && read.ptr == end && text != "-0") return Json::integer(integer);
    double value = 0;
    if (std::from_chars(text.data(), end, value).ec == std::errc::result_out_of_range) {
      value = std::strtod(std::string(text).c_str(), nullptr);  // infinite, or as good as zero
    }
    return Json{Json::Value{
        std::make_shared<const Json::Decimal>(Json::Decimal{std::string(text), value})}};
  }

  bool open(Level level) {
    if (open_.size() >= kJsonDepth) {
      too_deep_ = true;
      return false;
    }
    open_.push_back(level);
    return true;
  }

  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_object) {
      members_.back().second = std::move(value);
    } else {
      items_.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Level> open_;
  Json::Members members_;
  Json::Items items_;
  Json root_;
  std::vector<std::string_view>
      spellings_;  // of all numbers, where the text that is read lacks them
  std::size_t numbers_ = 0;
  bool too_deep_ = false;
};

namespace {

// RapidJSON 1.1 overlooks the characters from U+001A to U+001F where it looks at sixteen bytes of a
// string at a time. No JSON has them, so another one does that it sees.
void show_control_characters(std::string& text) {
  for (char& c : text) {
    if (c >= '\x1A' && c <= '\x1F') c = '\x01';
  }
}

// RapidJSON reads in place, from a copy that it may write into: strings need no buffer of their own
// then, and it looks at sixteen bytes at a time, which is why the copy has some more at its end.
// The text is known to be UTF-8.
rapidjson::ParseResult read(std::string_view text, JsonBuilder& builder) {
  constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
  constexpr std::size_t kReadAhead = 16;
  std::string copy;
  copy.reserve(text.size() + kReadAhead);
  copy.append(text).append(kReadAhead, '\0');
  show_control_characters(copy);
  rapidjson::InsituStringStream stream{copy.data()};
  rapidjson::Reader reader;
  return reader.Parse<kFlags>(stream, builder);
}

}  // namespace

Result<Json, JsonParseError> Json::parse(std::string text) {
  if (const std::size_t bad = first_non_utf8(text); bad != text.size())
    return sfn::unexpected(jackson_error(text, bad));
  JsonBuilder builder;
  rapidjson::ParseResult result = read(text, builder);
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) {
    Widened widened = without_numbers(text);
    builder = JsonBuilder{std::move(widened.spellings)};
    result = read(widened.text, builder);
  }
  if (builder.too_deep()) return sfn::unexpected(json_too_deep(text, result.Offset()));
  if (result.IsError()) return sfn::unexpected(jackson_error(text, result.Offset()));
  // RapidJSON takes a NUL for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos)
    return sfn::unexpected(jackson_error(text, nul));
  return builder.take(std::move(text));
}

}  // namespace sfn
