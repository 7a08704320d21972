#pragma once
// Result<T, E>: a value or an expected failure. tl::expected stands in for std::expected, which GCC
// 12 lacks; this header is the one place to change when it can be swapped.
#include <tl/expected.hpp>
#include <utility>

namespace sfn {

template <typename T, typename E>
using Result = tl::expected<T, E>;

template <typename E>
using Unexpected = tl::unexpected<E>;

template <typename E>
[[nodiscard]] constexpr auto unexpected(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace sfn

#define SFN_DETAIL_JOIN2(a, b) a##b
#define SFN_DETAIL_JOIN(a, b) SFN_DETAIL_JOIN2(a, b)

// SFN_TRY(const Json value, expression): declares `value` from the result, or returns its error.
#define SFN_TRY(declaration, ...) \
  SFN_DETAIL_TRY(return, SFN_DETAIL_JOIN(sfn_try_, __LINE__), declaration, __VA_ARGS__)
// The same inside a coroutine.
#define SFN_CO_TRY(declaration, ...) \
  SFN_DETAIL_TRY(co_return, SFN_DETAIL_JOIN(sfn_try_, __LINE__), declaration, __VA_ARGS__)
#define SFN_DETAIL_TRY(leave, name, declaration, ...)                      \
  auto name = __VA_ARGS__;                                                 \
  if (!name.has_value()) leave ::sfn::unexpected(std::move(name).error()); \
  declaration = std::move(name).value()

// SFN_CHECK_OK(expression): for results without a value.
#define SFN_CHECK_OK(...)                                                               \
  do {                                                                                  \
    auto sfn_check = __VA_ARGS__;                                                       \
    if (!sfn_check.has_value()) return ::sfn::unexpected(std::move(sfn_check).error()); \
  } while (false)
