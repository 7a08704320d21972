#pragma once
// Strong<Tag, Value>: an id that does not mix with another id of the same representation.
#include <compare>
#include <functional>
#include <utility>

namespace sfn {

template <typename Tag, typename Value>
class Strong {
 public:
  constexpr Strong() = default;
  constexpr explicit Strong(Value value) : value_(std::move(value)) {}

  [[nodiscard]] constexpr const Value& value() const { return value_; }
  friend constexpr auto operator<=>(const Strong&, const Strong&) = default;
  friend constexpr bool operator==(const Strong&, const Strong&) = default;

 private:
  Value value_{};
};

}  // namespace sfn

template <typename Tag, typename Value>
struct std::hash<sfn::Strong<Tag, Value>> {
  std::size_t operator()(const sfn::Strong<Tag, Value>& id) const noexcept {
    return std::hash<Value>{}(id.value());
  }
};
