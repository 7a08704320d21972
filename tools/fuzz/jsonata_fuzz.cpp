// A line with an expression, then an input: what compiles is evaluated, within a budget.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/jsonata/expression.h"

namespace {
constexpr sfn::query::Budget::Limits kLimits{.steps = 100'000, .depth = 300, .bytes = 1u << 22};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sfn::query::jsonata::Dialect;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  const auto input =
      line == std::string_view::npos
          ? sfn::Json{}
          : sfn::Json::parse(std::string(text.substr(line + 1))).value_or(sfn::Json{});
  for (const auto dialect : {Dialect::Aws, Dialect::Official}) {
    const auto expression =
        sfn::query::jsonata::Expression::compile(std::string(text.substr(0, line)), dialect);
    if (!expression) continue;
    sfn::query::Budget budget{kLimits, {}};
    sfn::Random random(1);
    static_cast<void>(expression->evaluate(&input, sfn::query::jsonata::BindingList(),
                                           {budget, random, sfn::from_epoch_milliseconds(0)}));
  }
  return 0;
}
