#include "tools/fuzz/jsonata_grammar.h"

#include <array>
#include <string_view>
#include <vector>

#include "engine/query/jsonata/function.h"

namespace sfn::fuzz {
namespace {

namespace jsonata = query::jsonata;

// What an expression is to yield. In the forms below a letter behind `#` stands for one that yields
// that: n(umber), s(tring), b(oolean), a(rray), o(bject), f(unction), x: anything. `@`, `#`
// themselves are written `!@` and `!#`.
using Forms = std::span<const std::string_view>;

constexpr auto kNumbers = std::to_array<std::string_view>({
    "0",
    "1",
    "-1",
    "2.5",
    "10",
    "1e3",
    "1e21",
    "-1e300",
    "9007199254740993",
    "0.1",
    "c",
    "a.b",
    "$count(#a)",
    "#n + #n",
    "#n - #n",
    "#n * #n",
    "#n / #n",
    "#n % #n",
    "-#n",
    "$length(#s)",
    "$sum(#a)",
    "$power(#n, #n)",
    "$round(#n, #n)",
    "$toMillis(#s, #s)",
    "#a[0]",
    "(#b ? #n : #n)",
    "$reduce(#a, function($i, $j) { $i + $j })",
    "$x",
    "$f(#n)",
    "$parseInteger(#s, #s)",
    "$number(#s)",
    "$single(#a, #f)",
});
constexpr auto kStrings = std::to_array<std::string_view>({
    "''",
    "'a'",
    "'text'",
    "'aé€😀'",
    "'\\ud83d'",
    "'a,b;c'",
    "'#,##0.00'",
    "'0000;(0)'",
    "'[Y0001]-[M01]-[D01]'",
    "'[FNn], [D1o] [MNn] [Y]'",
    "'[H]:[m]:[s].[f001] [Z01:01t]'",
    "'2026-01-02T03:04:05.678Z'",
    "'w'",
    "'I'",
    "'A'",
    "'Ww;o'",
    "'$0-$1'",
    "'SGk='",
    "'%C3%A9'",
    "'{\"a\":[1,{\"b\":null}]}'",
    "'1'",
    "$string(#x)",
    "$string(#x, #b)",
    "#s & #s",
    "$substring(#s, #n, #n)",
    "$pad(#s, #n, #s)",
    "$join(#a, #s)",
    "$replace(#s, #r, #s)",
    "$replace(#s, #r, #f)",
    "$replace(#s, #s, #s, #n)",
    "$formatNumber(#n, #s)",
    "$formatNumber(#n, #s, #o)",
    "$formatInteger(#n, #s)",
    "$formatBase(#n, #n)",
    "$fromMillis(#n, #s)",
    "$fromMillis(#n, #s, '+0130')",
    "$type(#x)",
    "$hash(#s, 'SHA-256')",
    "a.d",
    "(#b ? #s : #s)",
    "$y",
});
constexpr auto kBooleans = std::to_array<std::string_view>({
    "true",
    "false",
    "#n < #n",
    "#s >= #s",
    "#x = #x",
    "#x != #x",
    "#x in #a",
    "#b and #b",
    "#b or #b",
    "$boolean(#x)",
    "$not(#x)",
    "$exists(#x)",
    "$contains(#s, #r)",
    "$contains(#s, #s)",
});
constexpr auto kArrays = std::to_array<std::string_view>({
    "[]",
    "[1, 2, 3]",
    "['b', 'a', 'b']",
    "[#x, #x]",
    "[[#x], #a]",
    "[0..#n]",
    "[#n..5]",
    "a",
    "$.*",
    "**",
    "a.*",
    "#a[#b]",
    "#a[#n]",
    "#a[]",
    "#a^(#n)",
    "#a^(>#s, <#n)",
    "#a.#x",
    "#a.(#x)",
    "#a!@$v.$v.#x",
    "#a!#$i.[$i, #x]",
    "#a!@$v!#$i[$i < 2].{'v': $v}",
    "a.c.%",
    "a.c.%.b",
    "$map(#a, #f)",
    "$filter(#a, #f)",
    "$sort(#a)",
    "$sort(#a, #f)",
    "$reverse(#a)",
    "$append(#a, #x)",
    "$distinct(#a)",
    "$zip(#a, #a)",
    "$shuffle(#a)",
    "$keys(#o)",
    "$spread(#o)",
    "$each(#o, #f)",
    "$split(#s, #s)",
    "$split(#s, #r, #n)",
    "$match(#s, #r)",
    "$partition(#a, #n)",
    "$range(#n, #n, #n)",
    "$states.a",
    "$lookup(#a, #s)",
});
constexpr auto kObjects = std::to_array<std::string_view>({
    "{}",
    "{'k': #x}",
    "{#s: #x, 'l': #n}",
    "#a{#s: #x}",
    "#a{'k': $, 'l': #n}",
    "$merge(#a)",
    "$sift(#o, #f)",
    "#o ~> | $ | {'n': #x} |",
    "#o ~> | #a | #o, #s |",
    "$clone(#o)",
    "$",
    "$$",
    "a[0]",
    "{'decimal-separator': #s, 'zero-digit': #s}",
    "$parse(#s)",
    "#r(#s)",
    "$eval(#s)",
    "{'self': $, 'k': #o}",
});
constexpr auto kFunctions = std::to_array<std::string_view>({
    "$f",
    "$uppercase",
    "$string",
    "$sum",
    "function($i) { #x }",
    "function($i, $j) { #x }",
    "function($i, $j) { $i > $j }",
    "function($i)<n-:n>{ #n }",
    "function() { $f(#x) }",
    "#r",
    "$substring(?, #n)",
    "$f(?, #x)",
    "#f ~> #f",
    "| $ | #o |",
    "function($i) { $i.b }",
    "function($m) { $m.match & '!' }",
});
constexpr auto kRegexes = std::to_array<std::string_view>({
    "/a/",
    "/[a-z]+/i",
    "/(a)(b)?/",
    "/^./m",
    "/\\s*,\\s*/",
    "/(a+)+$/",
    "/()/",
    "/(?<=a)b|c{2,3}/",
    "/\\u00e9|\\d{1,40}/",
    "/.*?(e.)\\1/",
    "/$/",
});
constexpr auto kAnything = std::to_array<std::string_view>({
    "null",
    "none",
    "$x",
    "$y",
    "$v",
    "$i",
    "(#x; #x)",
    "($x := #x; #x)",
    "($y := #s; #x)",
    "($f := #f; #x)",
    "($f := function($x, $y) { #x }; $f(#x, #x))",
    "#f(#x, #x)",
    "#x ~> #f",
    "#b ? #x : #x",
    "#b ? #x",
    "#x ?: #x",
    "#x ?? #x",
    "`a`",
    "%",
    "#x.#x",
    "#o.*",
    "#o.**",
    "/* #x */ #x",
    "$error(#s)",
    "$assert(#b, #s)",
    "$now(#s)",
    "$single(#a)",
    "($f := function($x) { $x > #n ? $x : $f($x + 1) }; $f(0))",
    "($f := function($x, $y) { $y > 20 ? $x : $f(#x, $y + 1) }; $f(#x, 0))",
    "$reduce([1..#n], function($x, $y) { #x }, #x)",
});

Forms forms_of(char wanted) {
  switch (wanted) {
    case 'n':
      return kNumbers;
    case 's':
      return kStrings;
    case 'b':
      return kBooleans;
    case 'a':
      return kArrays;
    case 'o':
      return kObjects;
    case 'f':
      return kFunctions;
    case 'r':
      return kRegexes;
    default:
      return kAnything;
  }
}

std::vector<const jsonata::Builtin*> all_builtins() {
  std::vector<const jsonata::Builtin*> all;
  for (const auto family :
       {jsonata::aggregate_functions(), jsonata::array_functions(), jsonata::aws_functions(),
        jsonata::boolean_functions(), jsonata::datetime_functions(), jsonata::encoding_functions(),
        jsonata::eval_functions(), jsonata::higher_order_functions(), jsonata::matching_functions(),
        jsonata::numeric_functions(), jsonata::object_functions(), jsonata::picture_functions(),
        jsonata::string_functions()}) {
    for (const jsonata::Builtin& builtin : family) all.push_back(&builtin);
  }
  return all;
}

class Grower {
 public:
  explicit Grower(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  void grow(char wanted, int depth) {
    constexpr std::size_t kLongEnough = 4'000;
    if (depth == 0 || text_.size() > kLongEnough || bytes_.empty()) {
      text_ += leaf(wanted);
      return;
    }
    const std::uint8_t choice = next();
    // Now and then what is not wanted, and a call of any function.
    if (choice >= 250) return call(depth);
    if (choice >= 240) wanted = "nsbaofx"[choice % 7];
    fill(pick(forms_of(choice >= 200 ? 'x' : wanted)), depth);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }
  std::string_view pick(Forms forms) { return forms[next() % forms.size()]; }

  // One that needs nothing else.
  std::string_view leaf(char wanted) {
    const Forms forms = forms_of(wanted);
    for (std::size_t at = next() % forms.size();; at = (at + 1) % forms.size()) {
      if (forms[at].find('#') == std::string_view::npos || wanted == 'r') return forms[at];
    }
  }

  void fill(std::string_view form, int depth) {
    for (std::size_t at = 0; at < form.size(); ++at) {
      if (form[at] == '!' && at + 1 < form.size() && form[at + 1] != '=' && form[at + 1] != '\'') {
        text_ += form[++at];
      } else if (form[at] == '#' && at + 1 < form.size() && is_wanted(form[at + 1])) {
        grow(form[++at], depth - 1);
      } else {
        text_ += form[at];
      }
    }
  }
  static bool is_wanted(char letter) {
    return std::string_view("nsbaofrx").find(letter) != std::string_view::npos;
  }

  void call(int depth) {
    static const std::vector<const jsonata::Builtin*> kBuiltins = all_builtins();
    const jsonata::Builtin& builtin = *kBuiltins[next() % kBuiltins.size()];
    text_ += "$";
    text_ += builtin.name;
    text_ += "(";
    const std::size_t count = next() % (builtin.parameter_count + 2);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text_ += ", ";
      grow(i < builtin.parameter_count ? wanted_by(builtin.parameters[i]) : 'x', depth - 1);
    }
    text_ += ")";
  }
  static char wanted_by(const jsonata::Parameter& parameter) {
    if (parameter.is_array) return 'a';
    for (const char letter : std::string_view("nsbof")) {
      const bool is_only = (parameter.accepts & jsonata::type_bit(letter)) != 0 &&
                           (parameter.accepts & jsonata::type_bit('l')) == 0;
      if (is_only) return letter;
    }
    return 'x';
  }

  std::span<const std::uint8_t> bytes_;
  std::string text_;
};

}  // namespace

std::string grown_expression(std::span<const std::uint8_t> bytes) {
  constexpr int kDepth = 8;
  Grower grower(bytes);
  grower.grow('x', kDepth);
  return grower.take();
}

}  // namespace sfn::fuzz
