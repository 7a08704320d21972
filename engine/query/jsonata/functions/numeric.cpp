// JSONata "Numeric functions": number, abs, floor, ceil, round, sqrt, power.
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/json_bridge.h"
#include "engine/query/jsonata/number_text.h"

namespace sfn::query::jsonata {
namespace {

// `0x1F`, `0o17`, `0b101`: nothing where the text is no such number.
std::optional<double> prefixed_number(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return std::nullopt;
  const char letter = static_cast<char>(text[1] | 0x20);
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base == 0) return std::nullopt;
  double value = 0;
  for (const char c : text.substr(2)) {
    int digit = 0;
    const auto [end, error] = std::from_chars(&c, &c + 1, digit, base);
    if (error != std::errc{} || end != &c + 1) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

// Digits, a fraction, an exponent, all in decimal; zeros may lead.
std::optional<double> decimal_number(std::string_view text) {
  const bool is_negative = !text.empty() && text[0] == '-';
  std::string_view digits = text.substr(is_negative ? 1 : 0);
  while (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9')
    digits.remove_prefix(1);
  if (digits.empty() || unsigned_number_length(digits) != digits.size()) return std::nullopt;
  const double value = decimal_value(digits);
  if (!std::isfinite(value)) return std::nullopt;
  return is_negative ? -value : value;
}

Value number(const Call& call) {
  const Value& argument = call[0];
  if (argument.is_undefined() || argument.is_number()) return argument;
  if (argument.is_boolean()) return Value::number(argument.as_boolean() ? 1 : 0);
  const std::string_view text = argument.as_string();
  std::optional<double> value = prefixed_number(text);
  if (!value) value = decimal_number(text);
  if (!value) return call.evaluator.fail(Code::D3030, argument);
  // AWS: integers are exact to 64 bits.
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (call.evaluator.dialect() == Dialect::Aws && error == std::errc{} &&
      end == text.data() + text.size())
    return Value::integer(whole);
  return Value::number(*value);
}

template <typename Compute>
Value computed(const Call& call, Compute&& compute) {
  if (call[0].is_undefined()) return Value::undefined();
  return Value::number(compute(call[0].as_number()));
}

Value absolute(const Call& call) {
  return computed(call, [](double x) { return std::fabs(x); });
}
Value floor(const Call& call) {
  return computed(call, [](double x) { return std::floor(x); });
}
Value ceiling(const Call& call) {
  return computed(call, [](double x) { return std::ceil(x) + 0.0; });
}

Value round(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  double places = call[1].is_undefined() ? 0 : call[1].as_number();
  if (std::isnan(places)) places = 0;
  constexpr std::uint64_t kSteps = 15;  // it goes by way of texts
  if (!call.evaluator.take_steps(kSteps)) return Value::failed();
  constexpr double kMostPlaces = 1'000;  // no number has as many
  const auto whole = static_cast<int>(std::fmax(-kMostPlaces, std::fmin(places, kMostPlaces)));
  return Value::number(round_half_even(call[0].as_number(), whole));
}

Value square_root(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (call[0].as_number() < 0) return call.evaluator.fail(Code::D3060, call[0]);
  return Value::number(std::sqrt(call[0].as_number()));
}

Value power(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const double exponent = call[1].is_undefined() ? std::nan("") : call[1].as_number();
  const double result = std::pow(call[0].as_number(), exponent);
  // C raises 1 even to what is no finite number; ECMAScript does not.
  const bool is_one = std::fabs(call[0].as_number()) == 1;
  if (std::isfinite(result) && (std::isfinite(exponent) || !is_one)) return Value::number(result);
  ErrorFacts facts;
  facts.code = Code::D3061;
  facts.value = shown_scalar(call[0]);
  facts.exponent = shown_scalar(call[1]);
  return call.evaluator.fail(std::move(facts));
}

constexpr auto kNumericFunctions = std::to_array<Builtin>({
    {"number", "<(nsb)-:n>", 1, &number},
    {"abs", "<n-:n>", 1, &absolute},
    {"floor", "<n-:n>", 1, &floor},
    {"ceil", "<n-:n>", 1, &ceiling},
    {"round", "<n-n?:n>", 2, &round},
    {"sqrt", "<n-:n>", 1, &square_root},
    {"power", "<n-n:n>", 2, &power},
});

}  // namespace

std::span<const Builtin> numeric_functions() { return kNumericFunctions; }

}  // namespace sfn::query::jsonata
