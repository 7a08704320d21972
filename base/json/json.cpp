#include "base/json/json.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/assert.h"

namespace sfn {
namespace {

// Destructors of values with up to so many levels may call each other.
constexpr std::uint32_t kRecursedLevels = 64;

// Up to here a search through all members is as fast as an index would be.
constexpr std::size_t kSearchedMembers = 16;

}  // namespace

Json Json::boolean(bool value) { return Json{Value{value}}; }
Json Json::integer(std::int64_t value) { return Json{Value{value}}; }
Json Json::string(std::string value) {
  return Json{Value{std::make_shared<const std::string>(std::move(value))}};
}

// What becomes a part of something is no document of its own any more: only roots keep their
// source.
Json Json::array(Items items) {
  for (Json& item : items) item.source_.reset();
  return Json{Value{std::make_shared<Array>(std::move(items))}};
}
Json Json::object(Members members) {
  for (Member& member : members) member.second.source_.reset();
  return Json{Value{std::make_shared<Object>(std::move(members))}};
}

std::uint32_t Json::levels() const {
  if (const auto* const array = std::get_if<std::shared_ptr<const Array>>(&value_))
    return (*array)->levels;
  if (const auto* const object = std::get_if<std::shared_ptr<const Object>>(&value_))
    return (*object)->levels;
  return 0;
}

// Destructors of nested values would call each other to any depth. Here the values that a deep one
// held last wait in a list instead. The nodes were made as non-const objects; only their owners see
// them as const.
class Json::Dismantler {
 public:
  void take(Items& items) {
    for (Json& item : items) take(item);
  }
  void take(Members& members) {
    for (Member& member : members) take(member.second);
  }
  void run() {
    while (!waiting_.empty()) {
      const Value value = std::move(waiting_.back());
      waiting_.pop_back();
      if (const auto* const array = std::get_if<std::shared_ptr<const Array>>(&value)) {
        if (is_only_owner(*array)) take(const_cast<Array&>(**array).items);  // NOLINT(*-const-cast)
      } else if (const auto* const object = std::get_if<std::shared_ptr<const Object>>(&value)) {
        if (is_only_owner(*object))
          take(const_cast<Object&>(**object).members);  // NOLINT(*-const-cast)
      }
    }
  }

 private:
  void take(Json& value) {
    if (value.levels() > 0) waiting_.push_back(std::exchange(value.value_, Value{}));
  }
  template <typename Node>
  static bool is_only_owner(const std::shared_ptr<const Node>& node) {
    if (node.use_count() != 1) return false;
    // use_count() orders nothing; giving up a copy does: what another thread did before it let go
    // of the node is seen after this.
    std::shared_ptr<const Node>(node).reset();
    return true;
  }

  std::vector<Value> waiting_;
};

Json::Array::Array(Items all) : items(std::move(all)) {
  for (const Json& item : items) levels = std::max(levels, item.levels() + 1);
}

Json::Array::~Array() {
  if (levels <= kRecursedLevels) return;
  Dismantler dismantler;
  dismantler.take(items);
  dismantler.run();
}

Json::Object::~Object() {
  if (levels <= kRecursedLevels) return;
  Dismantler dismantler;
  dismantler.take(members);
  dismantler.run();
}

Json::Object::Object(Members all) : members(std::move(all)) {
  for (const Member& member : members) levels = std::max(levels, member.second.levels() + 1);
  if (members.size() <= kSearchedMembers) return;
  by_key.resize(members.size());
  std::iota(by_key.begin(), by_key.end(), std::uint32_t{0});
  std::sort(by_key.begin(), by_key.end(),
            [&](std::uint32_t a, std::uint32_t b) { return members[a].first < members[b].first; });
}

Json Json::joined(Items items) {
  std::string text = "[";
  for (const Json& item : items) {
    if (text.size() > 1) text += ',';
    item.append_text(text);
  }
  text += ']';
  Json result = array(std::move(items));
  result.source_ = std::make_shared<const std::string>(std::move(text));
  return result;
}

Json Json::parse_trusted(std::string text) {
  auto parsed = parse(std::move(text));
  SFN_ASSERT(parsed.has_value(),
             "trusted JSON is well-formed: " + (parsed ? "" : parsed.error().message));
  return std::move(*parsed);
}

Json::Type Json::type() const {
  constexpr Type kTypes[] = {Type::Null,   Type::Boolean, Type::Number, Type::Number,
                             Type::String, Type::Array,   Type::Object};
  return kTypes[value_.index()];
}

bool Json::as_boolean() const {
  SFN_ASSERT(is_boolean(), "the JSON value is a boolean");
  return std::get<bool>(value_);
}

const std::string& Json::as_string() const {
  SFN_ASSERT(is_string(), "the JSON value is a string");
  return *std::get<std::shared_ptr<const std::string>>(value_);
}

double Json::as_double() const {
  SFN_ASSERT(is_number(), "the JSON value is a number");
  if (const auto* const integer = std::get_if<std::int64_t>(&value_))
    return static_cast<double>(*integer);
  return std::get<std::shared_ptr<const Decimal>>(value_)->value;
}

std::optional<std::int64_t> Json::as_integer() const {
  if (const auto* const integer = std::get_if<std::int64_t>(&value_)) return *integer;
  if (!is_integral()) return std::nullopt;
  const std::string& spelling = std::get<std::shared_ptr<const Decimal>>(value_)->spelling;
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  if (error != std::errc{} || end != spelling.data() + spelling.size()) return std::nullopt;
  return value;
}

bool Json::is_integral() const {
  if (std::holds_alternative<std::int64_t>(value_)) return true;
  const auto* const decimal = std::get_if<std::shared_ptr<const Decimal>>(&value_);
  return decimal != nullptr && (*decimal)->spelling.find_first_of(".eE") == std::string::npos;
}

std::string Json::number_text() const {
  SFN_ASSERT(is_number(), "the JSON value is a number");
  if (const auto* const integer = std::get_if<std::int64_t>(&value_))
    return std::to_string(*integer);
  return std::get<std::shared_ptr<const Decimal>>(value_)->spelling;
}

const Json::Items& Json::items() const {
  SFN_ASSERT(is_array(), "the JSON value is an array");
  return std::get<std::shared_ptr<const Array>>(value_)->items;
}

const Json::Members& Json::members() const {
  SFN_ASSERT(is_object(), "the JSON value is an object");
  return std::get<std::shared_ptr<const Object>>(value_)->members;
}

const Json* Json::find(std::string_view key) const {
  const auto* const holder = std::get_if<std::shared_ptr<const Object>>(&value_);
  if (holder == nullptr) return nullptr;
  const Object& object = **holder;
  if (object.by_key.empty()) {
    for (const Member& member : object.members) {
      if (member.first == key) return &member.second;
    }
    return nullptr;
  }
  const auto place = std::lower_bound(
      object.by_key.begin(), object.by_key.end(), key,
      [&](std::uint32_t at, std::string_view wanted) { return object.members[at].first < wanted; });
  if (place == object.by_key.end() || object.members[*place].first != key) return nullptr;
  return &object.members[*place].second;
}

Json Json::with(std::string_view key, Json value) const {
  Members changed = members();
  const auto found =
      std::find_if(changed.begin(), changed.end(), [&](const Member& m) { return m.first == key; });
  if (found == changed.end()) {
    changed.emplace_back(std::string(key), std::move(value));
  } else {
    found->second = std::move(value);
  }
  return object(std::move(changed));
}

Json Json::rebuilt() const {
  Json copy = *this;
  copy.source_.reset();
  return copy;
}

bool Json::is_deeper_than(std::size_t levels) const { return this->levels() > levels; }

bool operator==(const Json& a, const Json& b) {
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case Json::Type::Null:
      return true;
    case Json::Type::Boolean:
      return a.as_boolean() == b.as_boolean();
    case Json::Type::Number: {
      const auto x = a.as_integer(), y = b.as_integer();
      if (x && y) return *x == *y;
      if (a.is_integral() && b.is_integral()) return a.number_text() == b.number_text();
      return a.as_double() == b.as_double();
    }
    case Json::Type::String:
      return a.as_string() == b.as_string();
    case Json::Type::Array:
      return &a.items() == &b.items() || a.items() == b.items();
    case Json::Type::Object:
      break;
  }
  const Json::Members& members = a.members();
  if (&members == &b.members()) return true;
  if (members.size() != b.members().size()) return false;
  return std::all_of(members.begin(), members.end(), [&](const Json::Member& member) {
    const Json* const other = b.find(member.first);
    return other != nullptr && *other == member.second;
  });
}

}  // namespace sfn
