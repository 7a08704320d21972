// The cases of the reference implementation's test suite. They lie outside of the repository: the
// environment variable SFN_JSONATA_CASES names their folder, beside which `datasets.json` lies.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/testing/json_matchers.h"
#include "engine/query/jsonata/expression.h"
#include "engine/query/testing/case_file.h"

namespace sfn::query::jsonata {
namespace {

// Numbers may differ in their last digits.
bool is_same(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) {
    const double x = a.as_double(), y = b.as_double();
    return x == y || std::fabs(x - y) <= 1e-12 * std::max(std::fabs(x), std::fabs(y));
  }
  if (a.type() != b.type()) return false;
  if (a.is_array()) {
    return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                      &is_same);
  }
  if (a.is_object()) {
    return a.members().size() == b.members().size() &&
           std::all_of(a.members().begin(), a.members().end(), [&](const Json::Member& member) {
             const Json* const other = b.find(member.first);
             return other != nullptr && is_same(member.second, *other);
           });
  }
  return a == b;
}

// One expression holds half a character, which is no text. The escape for it means the same.
Json read_tests(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  constexpr std::string_view kHalf = "\\ud800";
  for (std::size_t at = text.find(kHalf); at != std::string::npos;
       at = text.find(kHalf, at + kHalf.size()))
    text.insert(at++, "\\");
  auto tests = Json::parse(std::move(text));
  REQUIRE(tests.has_value());
  return *tests;
}

std::vector<std::string> sorted_texts(const Json& array) {
  std::vector<std::string> texts;
  for (const Json& item : array.items()) texts.push_back(item.rebuilt().text());
  std::sort(texts.begin(), texts.end());
  return texts;
}

// What came of a case, as one text that a failure shows.
struct Answer {
  std::string code;
  std::string token;
  std::optional<Outcome> outcome;

  [[nodiscard]] std::string shown() const {
    if (!outcome) return "!" + code + " " + token;
    if (outcome->kind == Outcome::Kind::Undefined) return "undefined";
    return outcome->kind == Outcome::Kind::Function ? "function" : outcome->value.text();
  }
};

Answer answer_to(const Json& test, const Json* input, Dialect dialect) {
  auto expression = Expression::compile(test.find("expr")->as_string(), dialect);
  if (!expression) return {expression.error().code, expression.error().token, std::nullopt};
  std::vector<std::pair<std::string, Json>> variables;
  if (const Json* const bindings = test.find("bindings")) variables = bindings->members();
  Budget::Limits limits{.steps = 100'000'000, .depth = 1'000, .bytes = std::size_t{1} << 30};
  if (const Json* const depth = test.find("depth"))
    limits.depth = static_cast<std::size_t>(depth->as_double());
  // A time limit, in steps instead of milliseconds.
  if (const Json* const milliseconds = test.find("timelimit"))
    limits.steps = static_cast<std::uint64_t>(milliseconds->as_double()) * 2'000;
  Budget budget(limits, {});
  Random random(1);
  auto outcome = expression->evaluate(input, BindingList(std::move(variables)),
                                      {budget, random, from_epoch_milliseconds(1'767'225'600'000)});
  if (!outcome) return {outcome.error().code, outcome.error().token, std::nullopt};
  return {"", "", *std::move(outcome)};
}

bool passes(const Json& test, const Answer& answer) {
  const Json* const error = test.find("error");
  if (const Json* const code = test.find("code")) {
    const Json* const token = test.find("token");
    return answer.code == code->as_string() &&
           (token == nullptr || answer.token == token->as_string());
  }
  if (error != nullptr) {
    const Json* const code = error->find("code");
    return !answer.outcome && (code == nullptr || answer.code == code->as_string());
  }
  if (!answer.outcome) return false;
  if (test.find("undefinedResult") != nullptr)
    return answer.outcome->kind == Outcome::Kind::Undefined;
  if (answer.outcome->kind != Outcome::Kind::Value) return false;
  const Json& wanted = *test.find("result");
  if (test.find("unordered") != nullptr)
    return sorted_texts(wanted) == sorted_texts(answer.outcome->value);
  return is_same(wanted, answer.outcome->value);
}

// Asks each case in the dialect; `told` gets the case and whether its answer is the official one.
template <typename Told>
void ask_all(const std::filesystem::path& cases, Dialect dialect, const Told& told) {
  const Json datasets = query::testing::read_file((cases.parent_path() / "datasets.json").string());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(cases)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const Json tests = read_tests(file);
    for (const Json& test : tests.items()) {
      const Json* input = test.find("data");
      const Json* const dataset = test.find("dataset");
      if (input == nullptr && dataset != nullptr && dataset->is_string())
        input = datasets.find(dataset->as_string());
      const Answer answer = answer_to(test, input, dialect);
      INFO("case: " << test.text());
      INFO("answer: " << answer.shown());
      told(test, passes(test, answer));
    }
  }
}

TEST_CASE("Expression: answers as the official test suite wants it", "[jsonata][official]") {
  const char* const folder = std::getenv("SFN_JSONATA_CASES");
  if (folder == nullptr) {
    SUCCEED("SFN_JSONATA_CASES names no folder");
    return;
  }
  std::size_t passed = 0, failed = 0;
  ask_all(folder, Dialect::Official, [&](const Json&, bool is_good) {
    ++(is_good ? passed : failed);
    CHECK(is_good);
  });
  WARN(passed << " of the official cases pass, " << failed << " do not");
}

// The ids of the cases that AWS answers otherwise, by the reason for it.
TEST_CASE("Expression: AWS's dialect changes the official cases that are listed, and no others",
          "[jsonata][official]") {
  const char* const folder = std::getenv("SFN_JSONATA_CASES");
  if (folder == nullptr) {
    SUCCEED("SFN_JSONATA_CASES names no folder");
    return;
  }
  const Json changes = query::testing::read_cases("engine/query/jsonata/testdata/aws_changes.json");
  std::set<std::string> listed;
  for (const Json& change : changes.items()) {
    for (const Json& id : change.find("cases")->items()) listed.insert(id.as_string());
  }
  std::size_t changed = 0;
  ask_all(folder, Dialect::Aws, [&](const Json& test, bool is_same) {
    const std::string& id = test.find("id")->as_string();
    INFO(id);
    CHECK(is_same == !listed.contains(id));
    if (!is_same) ++changed;
  });
  CHECK(changed == listed.size());
}

}  // namespace
}  // namespace sfn::query::jsonata
