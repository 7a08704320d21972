// Expressions that a small grammar grows from the bytes: nearly all of them compile, so that the
// evaluator is reached where bytes alone would end in syntax errors.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/jsonata/expression.h"

namespace {

constexpr sfn::query::Budget::Limits kLimits{.steps = 100'000, .depth = 300, .bytes = 1u << 22};

constexpr auto kLeaves = std::to_array<std::string_view>(
    {"a",    "b",     "c",      "$",    "$$",   "*",      "**",         "%",    "0",     "1",
     "-1.5", "1e300", "'text'", "'é'",  "''",   "true",   "null",       "[]",   "{}",    "$x",
     "$y",   "$f",    "/a+/i",  "/()/", "$sum", "[1..3]", "$uppercase", "none", "'[Y]'", "'#0.0'"});
constexpr auto kOperators =
    std::to_array<std::string_view>({" + ", " - ", " * ", " / ", " % ", " & ", " = ", " != ", " < ",
                                     " >= ", " in ", " and ", " or ", " ~> ", ".", ".", "."});
// `#` is an expression; `!` a number sign, which binds a position.
constexpr auto kForms = std::to_array<std::string_view>({"(#)",
                                                         "[#]",
                                                         "[#, #]",
                                                         "{'k': #, 'l': #}",
                                                         "#[#]",
                                                         "#[]",
                                                         "#^(#)",
                                                         "#^(>#, #)",
                                                         "#{#: #}",
                                                         "# ? # : #",
                                                         "($x := #; #)",
                                                         "($f := function($x, $y) { # }; $f(#, #))",
                                                         "#@$x.#",
                                                         "#!$y.#",
                                                         "| # | # |",
                                                         "# ~> | # | #, # |",
                                                         "$f(?, #)",
                                                         "-#",
                                                         "$map(#, function($v, $i) { # })",
                                                         "$filter(#, function($v) { # })",
                                                         "$reduce(#, function($x, $y) { # }, #)",
                                                         "$sort(#, $f)",
                                                         "$each(#, function($v, $k) { # })",
                                                         "$sift(#, #)",
                                                         "$string(#)",
                                                         "$number(#)",
                                                         "$split(#, #)",
                                                         "$match(#, #)",
                                                         "$replace(#, #, #)",
                                                         "$join(#, #)",
                                                         "$substring(#, #, #)",
                                                         "$pad(#, #)",
                                                         "$append(#, #)",
                                                         "$distinct(#)",
                                                         "$zip(#, #)",
                                                         "$keys(#)",
                                                         "$merge(#)",
                                                         "$spread(#)",
                                                         "$formatNumber(#, #)",
                                                         "$formatInteger(#, #)",
                                                         "$parseInteger(#, #)",
                                                         "$fromMillis(#, #)",
                                                         "$toMillis(#, #)",
                                                         "$clone(#)",
                                                         "$eval(#)",
                                                         "$partition(#, #)",
                                                         "$range(#, #, #)",
                                                         "$lookup(#, #)"});

class Grower {
 public:
  explicit Grower(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::string expression(int depth) {
    const std::uint8_t choice = next();
    if (depth == 0 || choice < 80) return std::string(kLeaves[choice % kLeaves.size()]);
    if (choice < 150) {
      const std::string_view between = kOperators[next() % kOperators.size()];
      std::string text = expression(depth - 1);
      text += between;
      return text + expression(depth - 1);
    }
    std::string text;
    for (const char c : kForms[next() % kForms.size()]) {
      if (c == '#') {
        text += expression(depth - 1);
      } else {
        text += c == '!' ? '#' : c;
      }
    }
    return text;
  }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  std::span<const std::uint8_t> bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sfn::query::jsonata::Dialect;
  static const sfn::Json input = sfn::Json::parse_trusted(
      R"({"a":[{"b":1,"c":[1,2]},{"b":"x","c":[]},{"c":{"a":null}}],"b":{"a":"aaa","b":[[1],[2,[3]]]},"c":0.5})");
  const std::string text = Grower(std::span(data, size)).expression(6);
  for (const auto dialect : {Dialect::Aws, Dialect::Official}) {
    const auto expression = sfn::query::jsonata::Expression::compile(text, dialect);
    if (!expression) continue;
    sfn::query::Budget budget{kLimits, {}};
    sfn::Random random(1);
    static_cast<void>(expression->evaluate(&input, sfn::query::jsonata::BindingList(),
                                           {budget, random, sfn::from_epoch_milliseconds(0)}));
  }
  return 0;
}
