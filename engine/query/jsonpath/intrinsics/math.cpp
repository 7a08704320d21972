// ASL "Intrinsic Functions": MathRandom and MathAdd.
#include <array>
#include <limits>

#include "base/java/random.h"
#include "base/java/rounding.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"

namespace sfn::jsonpath {
namespace {

bool fits_integer(std::int64_t value) {
  return value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

// Observed: -1.5 is rounded to -1 and 2.5 to 3, what does not fit 32 bits is refused.
std::optional<std::int64_t> rounded_operand(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  std::int64_t whole = 0;
  if (const auto integer = value.as_integer()) {
    whole = *integer;
  } else if (value.is_integral()) {
    return std::nullopt;
  } else if (const double number = value.as_double(); number - number == 0) {
    whole = java_round(number);
  }
  // Observed: 1e309 is taken. Beyond a double's range Java has a BigDecimal, of which the low 32
  // bits count: zeros.
  return fits_integer(whole) ? std::optional(whole) : std::nullopt;
}

// Observed: each argument is rounded before they are added.
IntrinsicResult math_add(IntrinsicArguments arguments, const query::Scope&, query::Budget&) {
  const auto a = rounded_operand(arguments[0].value);
  const auto b = rounded_operand(arguments[1].value);
  if (!a || !b || !fits_integer(*a + *b)) return invalid_arguments();
  return Json::integer(*a + *b);
}

// Observed: start <= n < end, drawn by java.util.Random; bounds lose their fractions.
IntrinsicResult math_random(IntrinsicArguments arguments, const query::Scope& scope,
                            query::Budget&) {
  const auto start = truncated_integer(arguments[0].value);
  const auto end = truncated_integer(arguments[1].value);
  if (!start || !end || *start >= *end) return invalid_arguments();
  std::int64_t seed = 0;
  if (arguments.size() < 3) {
    seed = static_cast<std::int64_t>(scope.random.next());
  } else {
    const Json& given = arguments[2].value;
    if (!given.is_number()) return invalid_arguments();
    seed = given.as_integer().value_or(java_truncate(given.as_double()));
  }
  return Json::integer(JavaRandom{seed}.next_int(*start, *end));
}

constexpr auto kMathIntrinsics = std::to_array<Intrinsic>({
    {"States.MathRandom", 2, 3, &math_random},
    {"States.MathAdd", 2, 2, &math_add},
});

}  // namespace

std::span<const Intrinsic> math_intrinsics() { return kMathIntrinsics; }

}  // namespace sfn::jsonpath
