#pragma once
// Arguments: the arguments of one call. Few of them need no memory of their own.
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>

#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

class Arguments {
 public:
  Arguments() = default;
  Arguments(std::initializer_list<Value> values)
      : Arguments(std::span(values.begin(), values.size())) {}
  explicit Arguments(std::span<const Value> values) {
    for (const Value& value : values) push_back(value);
  }
  Arguments(Arguments&& other) noexcept { *this = std::move(other); }
  Arguments& operator=(Arguments&& other) noexcept {
    few_ = other.few_;
    many_ = std::move(other.many_);
    capacity_ = other.capacity_;
    size_ = other.size_;
    other.clear();
    return *this;
  }
  ~Arguments() = default;
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  void push_back(const Value& value) {
    if (size_ == capacity_) grow();
    data()[size_++] = value;
  }
  void clear() {
    many_.reset();
    capacity_ = kFew;
    size_ = 0;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Value* data() { return many_ ? many_.get() : few_.data(); }
  [[nodiscard]] const Value* data() const { return many_ ? many_.get() : few_.data(); }
  [[nodiscard]] const Value* begin() const { return data(); }
  [[nodiscard]] const Value* end() const { return data() + size_; }
  [[nodiscard]] Value& operator[](std::size_t index) { return data()[index]; }
  [[nodiscard]] const Value& operator[](std::size_t index) const { return data()[index]; }

 private:
  static constexpr std::size_t kFew = 5;

  void grow() {
    auto larger = std::make_unique<Value[]>(capacity_ * 2);
    std::copy_n(data(), size_, larger.get());
    many_ = std::move(larger);
    capacity_ *= 2;
  }

  std::array<Value, kFew> few_;
  std::unique_ptr<Value[]> many_;
  std::size_t capacity_ = kFew;
  std::size_t size_ = 0;
};

}  // namespace sfn::query::jsonata
