#pragma once
// Objects, whether an expression built them or they are the caller's: members in the order of their
// first appearance, found by name in constant time.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/query/jsonata/arena.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

// Lives in an arena. Changed only while it is built, and by a transform that has cloned it.
struct Object {
  struct Member {
    std::string_view name;
    Value value;
  };
  Member* members = nullptr;
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;
  std::uint32_t* index = nullptr;  // hash table of places + 1; only where there are many members
  std::uint32_t index_mask = 0;

  [[nodiscard]] Value* find(std::string_view name);
  // Replaces the value of that name, or adds a member at the end.
  void set(Arena& arena, std::string_view name, Value value);
  void erase(std::string_view name);

 private:
  void reindex(Arena& arena);
  void enter(std::uint32_t place);
};

// The members of an object of any kind.
class ObjectView {
 public:
  // Precondition: an object.
  explicit ObjectView(const Value& object) {
    if (object.tag() == Tag::Object) {
      object_ = object.as_object();
    } else {
      json_ = &object.as_json().members();
    }
  }
  [[nodiscard]] std::size_t size() const {
    return object_ != nullptr ? object_->size : json_->size();
  }
  [[nodiscard]] std::string_view name(std::size_t place) const {
    return object_ != nullptr ? object_->members[place].name : (*json_)[place].first;
  }
  [[nodiscard]] Value value(std::size_t place) const {
    return object_ != nullptr ? object_->members[place].value : Value::json((*json_)[place].second);
  }

 private:
  const Object* object_ = nullptr;
  const Json::Members* json_ = nullptr;
};

// The member of that name; undefined where there is none. Precondition: an object.
[[nodiscard]] Value find_member(const Value& object, std::string_view name);

}  // namespace sfn::query::jsonata
