#include <charconv>
#include <limits>
#include <string>
#include <unordered_map>

#include "base/json/jackson_error.h"
#include "base/json/json.h"

#define RAPIDJSON_ASSERT(condition) static_cast<void>(condition)
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace sfn {

// Receives RapidJSON's events and builds values. Depth is counted here, for RapidJSON's own iterative parsing does not bound what
// is built.
class JsonBuilder {
 public:
  bool Null() { return add(Json{}); }
  bool Bool(bool value) { return add(Json::boolean(value)); }
  bool String(const char* text, rapidjson::SizeType size, bool) { return add(Json::string(std::string(text, size))); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return add(number(std::string_view(text, size))); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().key.assign(text, size);
    return true;
  }
  bool StartObject() { return open(true); }
  bool StartArray() { return open(false); }
  bool EndObject(rapidjson::SizeType) {
    Level level = std::move(open_.back());
    open_.pop_back();
    return add(Json::object(std::move(level.members)));
  }
  bool EndArray(rapidjson::SizeType) {
    Level level = std::move(open_.back());
    open_.pop_back();
    return add(Json::array(std::move(level.items)));
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
  // Objects with fewer members are searched for a duplicate key, larger ones have an index.
  static constexpr std::size_t kIndexedMembers = 16;

  struct Level {
    bool is_object = false;
    std::string key;
    Json::Members members;
    Json::Items items;
    std::unordered_map<std::string, std::size_t> index;
  };

  static Json number(std::string_view text) {
    std::int64_t integer = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (error == std::errc{} && end == text.data() + text.size() && text != "-0") return Json::integer(integer);
    // Beyond the range of a double the spelling still passes; as a number such a value is infinite, or zero.
    const double value = std::strtod(std::string(text).c_str(), nullptr);
    return Json{Json::Value{std::make_shared<const Json::Decimal>(Json::Decimal{std::string(text), value})}};
  }

  bool open(bool is_object) {
    if (open_.size() >= kJsonDepth) {
      too_deep_ = true;
      return false;
    }
    open_.emplace_back();
    open_.back().is_object = is_object;
    return true;
  }

  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_object) {
      put(open_.back(), std::move(value));
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  // As Jackson does: the last value of a duplicate key counts, in the place of the first.
  static void put(Level& level, Json value) {
    if (Json* const earlier = find(level)) {
      *earlier = std::move(value);
      return;
    }
    if (level.members.size() >= kIndexedMembers) level.index.emplace(level.key, level.members.size());
    level.members.emplace_back(std::move(level.key), std::move(value));
  }

  static Json* find(Level& level) {
    const std::size_t searched = std::min(level.members.size(), kIndexedMembers);
    for (std::size_t i = 0; i < searched; ++i) {
      if (level.members[i].first == level.key) return &level.members[i].second;
    }
    const auto indexed = level.index.find(level.key);
    return indexed == level.index.end() ? nullptr : &level.members[indexed->second].second;
  }

  std::vector<Level> open_;
  Json root_;
  bool too_deep_ = false;
};

Result<Json, JsonParseError> Json::parse(std::string text) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream{text.data(), text.size()};
  rapidjson::Reader reader;
  JsonBuilder builder;
  const auto result = reader.Parse<kFlags>(stream, builder);
  // RapidJSON takes a NUL for the end of the text.
  const bool ended_early = !result.IsError() && text.find('\0') != std::string::npos;
  if (!result.IsError() && !ended_early) return builder.take(std::move(text));
  if (builder.too_deep()) return sfn::unexpected(json_too_deep(text, result.Offset()));
  return sfn::unexpected(jackson_error(text, result.IsError() ? result.Offset() : text.find('\0')));
}

}  // namespace sfn
