#pragma once
// FakeScope: what an expression sees in a unit test: an input, a context object, variables, a fixed
// time, seeded randomness.
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/json/json.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"

namespace sfn::query::testing {

class FakeScope final : private ContextSource {
 public:
  explicit FakeScope(Json input) : input_(std::move(input)) {}

  // "x" for `$x`
  void set_variable(std::string name, Json value) {
    variables_[std::move(name)] = std::move(value);
  }
  [[nodiscard]] Scope scope() {
    return {input_, *this, from_epoch_milliseconds(1'767'225'600'000), random_};
  }

  Budget budget;

 private:
  [[nodiscard]] Json context_object() const override {
    return Json::parse_trusted(
        R"({"Execution":{"Input":{"suffix":"run"},"Name":"run-1"},"State":{"Name":"S"},)"
        R"("StateMachine":{"Id":"arn:m","Name":"my-machine-7"}})");
  }
  [[nodiscard]] const Json* variable(std::string_view name) const override {
    const auto found = variables_.find(name);
    return found == variables_.end() ? nullptr : &found->second;
  }

  Json input_;
  std::map<std::string, Json, std::less<>> variables_;
  Random random_{1};
};

}  // namespace sfn::query::testing
