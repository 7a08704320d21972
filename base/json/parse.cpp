#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <numeric>
#include <string>

#include "base/json/jackson_error.h"
#include "base/json/json.h"

#define RAPIDJSON_ASSERT(condition) static_cast<void>(condition)
#include <rapidjson/memorystream.h>
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
    for (end = begin + 1; end < order.size() && members[order[end]].first == members[order[begin]].first; ++end) {
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

// The length of the number that a text begins with; 0 where it begins with none, or goes on in a way that no number does.
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
  return i < text.size() && std::string_view("+-.eE").find(text[i]) != std::string_view::npos ? 0 : i;
}

// RapidJSON refuses numbers beyond the range of a double even where it hands out nothing but their spelling. Such a text is read
// again with every number replaced by a zero of the same width; the spellings wait here in their order.
struct Widened {
  std::string text;
  std::deque<std::string_view> spellings;  // into the original text
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
        while (i < original.size() && std::string_view("0123456789+-.eE").find(original[i]) != std::string_view::npos) ++i;
      }
    } else {
      ++i;
    }
  }
  return result;
}

}  // namespace

// Receives RapidJSON's events and builds values. Depth is counted here, for RapidJSON's own iterative parsing does not bound what
// is built.
class JsonBuilder {
 public:
  JsonBuilder() = default;
  explicit JsonBuilder(std::deque<std::string_view> spellings) : spellings_(std::move(spellings)) {}

  bool Null() { return add(Json{}); }
  bool Bool(bool value) { return add(Json::boolean(value)); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return is_paired(text, size) && add(Json::string(std::string(text, size)));
  }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    if (spellings_.empty()) return add(number(std::string_view(text, size)));
    const std::string_view spelling = spellings_.front();
    spellings_.pop_front();
    return add(number(spelling));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().key.assign(text, size);
    return is_paired(text, size);
  }
  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool EndObject(rapidjson::SizeType) {
    Json::Members members = std::move(open_.back().members);
    open_.pop_back();
    remove_duplicates(members);
    return add(Json::object(std::move(members)));
  }
  bool EndArray(rapidjson::SizeType) {
    Json::Items items = std::move(open_.back().items);
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
    bool is_object = false;
    std::string key;
    Json::Members members;
    Json::Items items;
  };

  // RapidJSON reads \uDC00 without its other half as if it were a character. Nothing else begins with these bytes: it has refused
  // surrogates that came as bytes.
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
    return Json{Json::Value{std::make_shared<const Json::Decimal>(Json::Decimal{std::string(text), value})}};
  }

  bool open(bool is_object) {
    if (open_.size() >= kJsonDepth) {
      too_deep_ = true;
      return false;
    }
    open_.emplace_back().is_object = is_object;
    return true;
  }

  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_object) {
      open_.back().members.emplace_back(std::move(open_.back().key), std::move(value));
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Level> open_;
  Json root_;
  std::deque<std::string_view> spellings_;
  bool too_deep_ = false;
};

namespace {

rapidjson::ParseResult read(std::string_view text, JsonBuilder& builder) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream{text.data(), text.size()};
  rapidjson::Reader reader;
  return reader.Parse<kFlags>(stream, builder);
}

}  // namespace

Result<Json, JsonParseError> Json::parse(std::string text) {
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
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos) return sfn::unexpected(jackson_error(text, nul));
  return builder.take(std::move(text));
}

}  // namespace sfn
