// How long an evaluation of JSONata expressions takes, each compiled once. Reads a line of JSON for
// each, {"expr": ..., "input": ..., "bindings": {...}}, and answers each with the nanoseconds of
// one evaluation, the median of five batches, or with null where it fails. compare_jsonata runs it
// beside the reference implementation. usage: sfn_jsonata_bench < CASES
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

#include "engine/query/jsonata/expression.h"

namespace {

using namespace sfn;
using namespace sfn::query::jsonata;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kWarmUp{10};
constexpr std::chrono::milliseconds kBatch{4};

class Case {
 public:
  Case(Expression expression, const Json& request) : expression_(std::move(expression)) {
    if (const Json* const input = request.find("input")) input_ = *input;
    if (const Json* const bindings = request.find("bindings"))
      bindings_ = BindingList(bindings->members());
  }

  bool evaluate() {
    query::Budget budget{{.depth = 1'000, .bytes = std::size_t{1} << 30}, {}};
    return expression_
        .evaluate(input_ ? &*input_ : nullptr, bindings_,
                  {budget, random_, from_epoch_milliseconds(1'790'000'000'000)})
        .has_value();
  }

  // Nanoseconds of one evaluation, over at least that time.
  double measure(std::chrono::milliseconds least) {
    std::size_t evaluations = 0;
    const auto start = Clock::now();
    auto now = start;
    for (std::size_t batch = 1; now - start < least; batch *= 2) {
      for (std::size_t i = 0; i < batch; ++i) evaluate();
      evaluations += batch;
      now = Clock::now();
    }
    return std::chrono::duration<double, std::nano>(now - start).count() /
           static_cast<double>(evaluations);
  }

 private:
  Expression expression_;
  std::optional<Json> input_;
  BindingList bindings_;
  Random random_{1};
};

std::optional<double> nanoseconds(const Json& request) {
  auto expression = Expression::compile(request.find("expr")->as_string(), Dialect::Official);
  if (!expression) return std::nullopt;
  Case a_case{*std::move(expression), request};
  if (!a_case.evaluate()) return std::nullopt;
  a_case.measure(kWarmUp);
  std::array<double, 5> batches{};
  for (double& batch : batches) batch = a_case.measure(kBatch);
  std::sort(batches.begin(), batches.end());
  return batches[2];
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = Json::parse(line);
    const auto result = request ? nanoseconds(*request) : std::nullopt;
    if (result) {
      std::printf("%.1f\n", *result);
    } else {
      std::puts("null");
    }
  }
}
