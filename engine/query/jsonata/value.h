#pragma once
// Value: what an expression computes with. Sixteen bytes, copied freely, owning nothing: strings,
// arrays, objects and functions lie in the evaluation's arena, in the compiled expression or in the
// caller's JSON, all of which outlive it. Input is never copied: arrays and objects of the caller
// are read where they are.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json/json.h"

namespace sfn::query::jsonata {

struct Object;
struct Function;
struct Frame;

enum class Tag : std::uint8_t {
  Undefined,
  Null,
  Boolean,
  Number,
  LongNumber,  // an integer that a double cannot hold, as it was read; computed with as a double
  String,
  Array,      // values in an arena
  JsonArray,  // an array of the caller's
  Range,      // consecutive integers, of which only the first is kept
  Object,     // in an arena
  JsonObject,
  Function,
  Tuples,    // the frames of a path that binds variables as it goes
  Unbound,   // a slot that nothing was assigned to: the name is looked up further out
  TailCall,  // a call that the caller of this function makes in its place
  Failed,    // the evaluator knows what went wrong
};

// What an array is besides its items. A flag belongs to this reference to the array.
namespace array_flags {
inline constexpr std::uint8_t kSequence = 1;       // of one item is that item, of none is nothing
inline constexpr std::uint8_t kKeepSingleton = 2;  // …but stays an array
inline constexpr std::uint8_t kConstructed = 4;    // by `[…]` as a step: is not spliced into others
inline constexpr std::uint8_t kWrapper = 8;        // around an input that is an array
}  // namespace array_flags

class Value {
 public:
  Value() : number_(0) {}

  static Value undefined() { return {}; }
  static Value null() { return Value{Tag::Null}; }
  static Value boolean(bool value) {
    Value result{Tag::Boolean};
    result.integer_ = value ? 1 : 0;
    return result;
  }
  static Value number(double value) {
    Value result{Tag::Number};
    result.number_ = value;
    return result;
  }
  static Value integer(std::int64_t value) {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    if (value >= -kExact && value <= kExact) return number(static_cast<double>(value));
    Value result{Tag::LongNumber};
    result.integer_ = value;
    return result;
  }
  // Precondition here and below: what is pointed to outlives the value.
  static Value string(std::string_view text) {
    Value result{Tag::String, 0, text.size()};
    result.text_ = text.data();
    return result;
  }
  static Value array(const Value* items, std::size_t size, std::uint8_t flags = 0) {
    Value result{Tag::Array, flags, size};
    result.items_ = items;
    return result;
  }
  static Value range(std::int64_t first, std::size_t size, std::uint8_t flags) {
    Value result{Tag::Range, flags, size};
    result.integer_ = first;
    return result;
  }
  static Value object(Object* object) {
    Value result{Tag::Object};
    result.object_ = object;
    return result;
  }
  static Value function(const Function* function) {
    Value result{Tag::Function};
    result.function_ = function;
    return result;
  }
  static Value tuples(Frame* const* frames, std::size_t size) {
    Value result{Tag::Tuples, array_flags::kSequence, size};
    result.frames_ = frames;
    return result;
  }
  static Value unbound() { return Value{Tag::Unbound}; }
  static Value tail_call() { return Value{Tag::TailCall}; }
  static Value failed() { return Value{Tag::Failed}; }
  static Value json(const Json& json);

  [[nodiscard]] Tag tag() const { return tag_; }
  [[nodiscard]] bool is_undefined() const { return tag_ == Tag::Undefined; }
  [[nodiscard]] bool is_defined() const { return tag_ != Tag::Undefined; }
  [[nodiscard]] bool is_failed() const { return tag_ == Tag::Failed; }
  [[nodiscard]] bool is_null() const { return tag_ == Tag::Null; }
  [[nodiscard]] bool is_boolean() const { return tag_ == Tag::Boolean; }
  [[nodiscard]] bool is_number() const { return tag_ == Tag::Number || tag_ == Tag::LongNumber; }
  [[nodiscard]] bool is_string() const { return tag_ == Tag::String; }
  [[nodiscard]] bool is_array() const { return tag_ >= Tag::Array && tag_ <= Tag::Range; }
  [[nodiscard]] bool is_object() const { return tag_ == Tag::Object || tag_ == Tag::JsonObject; }
  [[nodiscard]] bool is_function() const { return tag_ == Tag::Function; }
  [[nodiscard]] bool is_sequence() const { return is_array() && has(array_flags::kSequence); }

  // Preconditions: the value has that type.
  [[nodiscard]] bool as_boolean() const { return integer_ != 0; }
  [[nodiscard]] double as_number() const {
    return tag_ == Tag::Number ? number_ : static_cast<double>(integer_);
  }
  [[nodiscard]] std::int64_t as_integer() const {
    return integer_;
  }  // LongNumber, first of a Range
  [[nodiscard]] std::string_view as_string() const { return {text_, size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }  // of an array, of tuples
  [[nodiscard]] const Value* items() const { return items_; }
  [[nodiscard]] const Json& as_json() const { return *json_; }
  [[nodiscard]] Object* as_object() const { return object_; }
  [[nodiscard]] const Function* as_function() const { return function_; }
  [[nodiscard]] Frame* const* frames() const { return frames_; }

  [[nodiscard]] bool has(std::uint8_t flag) const { return (flags_ & flag) != 0; }
  [[nodiscard]] std::uint8_t flags() const { return flags_; }
  [[nodiscard]] Value with_flags(std::uint8_t flags) const {
    Value result = *this;
    result.flags_ = flags;
    return result;
  }
  [[nodiscard]] Value with(std::uint8_t flag) const {
    return with_flags(static_cast<std::uint8_t>(flags_ | flag));
  }

 private:
  explicit Value(Tag tag, std::uint8_t flags = 0, std::size_t size = 0)
      : tag_(tag), flags_(flags), size_(static_cast<std::uint32_t>(size)), number_(0) {}

  Tag tag_ = Tag::Undefined;
  std::uint8_t flags_ = 0;
  std::uint32_t size_ = 0;
  union {
    double number_;
    std::int64_t integer_;
    const char* text_;
    const Value* items_;
    const Json* json_;
    Object* object_;
    const Function* function_;
    Frame* const* frames_;
  };
};
static_assert(sizeof(Value) == 16);

// The items of an array of any kind.
class ArrayView {
 public:
  // Precondition: an array.
  explicit ArrayView(const Value& array) : array_(array) {
    if (array.tag() == Tag::JsonArray) json_ = array.as_json().items().data();
  }
  [[nodiscard]] std::size_t size() const { return array_.size(); }
  [[nodiscard]] Value operator[](std::size_t index) const {
    if (array_.tag() == Tag::Array) return array_.items()[index];
    if (json_ != nullptr) return Value::json(json_[index]);
    return Value::number(static_cast<double>(array_.as_integer()) + static_cast<double>(index));
  }

 private:
  Value array_;
  const Json* json_ = nullptr;
};

}  // namespace sfn::query::jsonata
