#include "engine/query/jsonata/object.h"

#include <algorithm>
#include <functional>

namespace sfn::query::jsonata {
namespace {

// Up to here a search through all members is as fast as a hash table.
constexpr std::uint32_t kSearchedMembers = 8;

}  // namespace

Value* Object::find(std::string_view name) {
  if (index == nullptr) {
    for (std::uint32_t i = 0; i < size; ++i) {
      if (members[i].name == name) return &members[i].value;
    }
    return nullptr;
  }
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
  for (std::uint32_t at = hash & index_mask; index[at] != 0; at = (at + 1) & index_mask) {
    Member& member = members[index[at] - 1];
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

void Object::enter(std::uint32_t place) {
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(members[place].name));
  std::uint32_t at = hash & index_mask;
  while (index[at] != 0) at = (at + 1) & index_mask;
  index[at] = place + 1;
}

void Object::reindex(Arena& arena) {
  std::uint32_t slots = 32;
  while (slots < capacity * 2) slots *= 2;
  index = arena.make_array<std::uint32_t>(slots);
  std::fill_n(index, slots, 0u);
  index_mask = slots - 1;
  for (std::uint32_t i = 0; i < size; ++i) enter(i);
}

void Object::set(Arena& arena, std::string_view name, Value value) {
  if (Value* const old = find(name)) {
    *old = value;
    return;
  }
  if (size == capacity) {
    capacity = capacity == 0 ? 4 : capacity * 2;
    auto* const larger = arena.make_array<Member>(capacity);
    std::copy_n(members, size, larger);
    members = larger;
    if (capacity > kSearchedMembers) reindex(arena);
  }
  members[size] = {name, value};
  if (index != nullptr) enter(size);
  ++size;
}

void Object::erase(std::string_view name) {
  const Value* const found = find(name);
  if (found == nullptr) return;
  Member* const end = members + size;
  Member* const gone =
      std::find_if(members, end, [&](const Member& m) { return &m.value == found; });
  std::copy(gone + 1, end, gone);
  --size;
  if (index == nullptr) return;
  std::fill_n(index, index_mask + 1, 0u);
  for (std::uint32_t i = 0; i < size; ++i) enter(i);
}

Value find_member(const Value& object, std::string_view name) {
  if (object.tag() == Tag::JsonObject) {
    const Json* const member = object.as_json().find(name);
    return member == nullptr ? Value::undefined() : Value::json(*member);
  }
  const Value* const member = object.as_object()->find(name);
  return member == nullptr ? Value::undefined() : *member;
}

}  // namespace sfn::query::jsonata
