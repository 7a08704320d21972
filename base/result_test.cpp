#include "base/result.h"

#include <memory>
#include <string>
#include <variant>

#include "base/overloaded.h"
#include "base/testing/catch.h"

namespace sfn {
namespace {

Result<int, std::string> positive(int value) {
  if (value <= 0) return sfn::unexpected(std::string("not positive: ") + std::to_string(value));
  return value;
}

Result<void, std::string> check_even(int value) {
  if (value % 2 != 0) return sfn::unexpected(std::string("odd"));
  return {};
}

Result<std::pair<int, int>, std::string> pair_of(int value) { return std::pair{value, value + 1}; }

// Another type of value than the results it tries.
Result<std::string, std::string> sum(int a, int b) {
  SFN_TRY(const int x, positive(a));
  SFN_TRY(int y, positive(b));
  y += x;
  SFN_CHECK_OK(check_even(y));
  return std::to_string(y);
}

TEST_CASE("Result: SFN_TRY declares the value or returns the error", "[result]") {
  CHECK(sum(1, 3).value() == "4");
  CHECK(sum(0, 3).error() == "not positive: 0");
  CHECK(sum(1, -3).error() == "not positive: -3");
}

TEST_CASE("Result: SFN_CHECK_OK returns the error of a result without value", "[result]") {
  CHECK(sum(1, 2).error() == "odd");
}

TEST_CASE("Result: SFN_TRY takes expressions with commas and moves the value out", "[result]") {
  const auto moved = [](bool fail) -> Result<int, std::string> {
    const auto make = [](int a, int b, bool bad) -> Result<std::unique_ptr<int>, std::string> {
      if (bad) return sfn::unexpected(std::string("bad"));
      return std::make_unique<int>(a + b);
    };
    SFN_TRY(const std::unique_ptr<int> value, make(1, 2, fail));
    SFN_TRY(const auto pair, pair_of(*value));
    return pair.first + pair.second;
  };
  CHECK(moved(false).value() == 7);
  CHECK(moved(true).error() == "bad");
}

TEST_CASE("Overloaded: visits with one callable for each alternative", "[result]") {
  const auto name = [](const std::variant<int, std::string>& value) {
    return std::visit(Overloaded{[](int number) { return std::to_string(number); },
                                 [](const std::string& text) { return "'" + text + "'"; }},
                      value);
  };
  CHECK(name(7) == "7");
  CHECK(name("x") == "'x'");
}

}  // namespace
}  // namespace sfn
