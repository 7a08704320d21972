// JSONata "String functions" with pictures: formatNumber, formatBase, formatInteger, parseInteger.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/number_text.h"
#include "engine/query/jsonata/object.h"
#include "engine/query/jsonata/pictures/integer_picture.h"
#include "engine/query/jsonata/pictures/number_picture.h"
#include "engine/query/jsonata/pictures/picture_cost.h"

namespace sfn::query::jsonata {
namespace {

Value fail_picture(const Call& call, const PictureError& error) {
  ErrorFacts facts;
  facts.code = error.code;
  if (!error.value.empty()) facts.value = Json::string(error.value);
  return call.evaluator.fail(std::move(facts));
}

Value format_number_function(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  DecimalFormat format;
  std::size_t longest_option = 1;
  if (call[2].is_object()) {
    for (const DecimalFormatOption& option : kDecimalFormatOptions) {
      const Value given = find_member(call[2], option.name);
      if (!given.is_string()) continue;
      longest_option = std::max(longest_option, given.as_string().size());
      format.*option.member = code_points_of(given.as_string());
    }
  }
  const std::string_view picture =
      call[1].is_undefined() ? std::string_view{} : call[1].as_string();
  // What the options say is looked for everywhere in the picture.
  if (!take_picture(call, picture, longest_option)) return Value::failed();
  const auto text = format_number(call[0].as_number(), code_points_of(picture), format);
  return text ? call.evaluator.string(*text) : call.evaluator.fail(text.error());
}

Value format_base(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  double number = round_half_even(call[0].as_number(), 0);
  const double radix = call[1].is_undefined() ? 10 : round_half_even(call[1].as_number(), 0);
  if (!(radix >= 2 && radix <= 36)) return call.evaluator.fail(Code::D3100, Value::number(radix));
  if (!std::isfinite(number) || radix == 10)
    return call.evaluator.string(javascript_number(number));
  // Each digit moves those behind it.
  constexpr std::uint64_t kSteps = 20, kStepsOfLong = 1'000;
  if (!call.evaluator.take_steps(std::fabs(number) < 1e15 ? kSteps : kStepsOfLong))
    return Value::failed();
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  constexpr double kExact = 9007199254740992.0;
  const bool is_negative = number < 0;
  number = std::fabs(number);
  std::string text;
  for (; number >= kExact; number /= radix) text.insert(text.begin(), '0');
  do {
    const double digit = std::fmod(std::floor(number), radix);
    text.insert(text.begin(), kDigits[static_cast<std::size_t>(digit)]);
    number = (std::floor(number) - digit) / radix;
  } while (number > 0);
  return call.evaluator.string(is_negative ? "-" + text : text);
}

Value format_integer_function(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const double integer = std::floor(call[0].as_number());
  if (!std::isfinite(integer)) return call.evaluator.fail(Code::D1001, call[0]);
  const std::string_view picture =
      call[1].is_undefined() ? std::string_view{} : call[1].as_string();
  if (!take_picture(call, picture)) return Value::failed();
  const auto read = read_integer_picture(picture);
  if (!read) return fail_picture(call, read.error());
  const auto text = format_integer(integer, *read);
  return text ? call.evaluator.string(*text) : fail_picture(call, text.error());
}

Value parse_integer_function(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::string_view picture =
      call[1].is_undefined() ? std::string_view{} : call[1].as_string();
  if (!call.evaluator.take_steps(1 + call[0].as_string().size()) || !take_picture(call, picture))
    return Value::failed();
  const auto read = read_integer_picture(picture);
  if (!read) return fail_picture(call, read.error());
  const auto integer = parse_integer(call[0].as_string(), *read);
  return integer ? Value::number(*integer) : fail_picture(call, integer.error());
}

constexpr auto kPictureFunctions = std::to_array<Builtin>({
    {"formatNumber", "<n-so?:s>", 3, &format_number_function},
    {"formatBase", "<n-n?:s>", 2, &format_base},
    {"formatInteger", "<n-s:s>", 2, &format_integer_function},
    {"parseInteger", "<s-s:n>", 2, &parse_integer_function},
});

}  // namespace

std::span<const Builtin> picture_functions() { return kPictureFunctions; }

}  // namespace sfn::query::jsonata
