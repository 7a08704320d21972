#include "engine/query/jsonpath/path.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "engine/query/jsonpath/java_value.h"
#include "engine/query/jsonpath/path_evaluator.h"
#include "engine/query/jsonpath/path_parser.h"

namespace sfn::jsonpath {

struct Path::Compiled {
  std::string text;
  Kind kind = Kind::Input;
  Dialect dialect = Dialect::StepFunctions;
  std::string variable;
  std::shared_ptr<const TokenPath> tokens;
  std::optional<std::vector<Step>> steps;  // of a reference path
};

namespace {

// ASL "Reference Paths": member names and indexes only, each of one node.
std::optional<std::vector<Step>> reference_steps(const TokenPath& path) {
  std::vector<Step> steps;
  for (const Token& token : path.tokens) {
    const auto* const property = std::get_if<PropertyToken>(&token);
    const auto* const index = std::get_if<IndexToken>(&token);
    if (property != nullptr && property->names.size() == 1) {
      steps.emplace_back(property->names.front());
    } else if (index != nullptr && index->indexes.size() == 1) {
      steps.emplace_back(index->indexes.front());
    } else {
      return std::nullopt;
    }
  }
  return steps;
}

struct Start {
  Path::Kind kind = Path::Kind::Input;
  std::string variable;
  std::size_t bytes = 1;  // of "$", "$$" or "$name"
};

// `$$` is the context object. `$` and a name is a variable; whatever cannot begin a name is left to
// the parser of paths.
Start read_start(std::string_view text) {
  if (text.starts_with("$$")) return {Path::Kind::Context, {}, 2};
  const auto begins_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto goes_on = [&](char c) { return begins_name(c) || (c >= '0' && c <= '9'); };
  if (text.size() < 2 || !begins_name(text[1])) return {};
  std::size_t end = 2;
  while (end < text.size() && goes_on(text[end])) ++end;
  return {Path::Kind::Variable, std::string(text.substr(1, end - 1)), end};
}

}  // namespace

Result<Path, PathError> Path::compile(std::string_view text) {
  return compile(text, Dialect::StepFunctions);
}

Result<Path, PathError> Path::compile(std::string_view text, Dialect dialect) {
  const bool step_functions = dialect == Dialect::StepFunctions;
  if (step_functions && !text.starts_with('$')) {
    return sfn::unexpected(
        PathError{"A path must start with '$': " + std::string(utf8_prefix(text, 200))});
  }
  const Start start = step_functions ? read_start(text) : Start{};
  if (start.bytes > 1 && start.bytes < text.size() && text[start.bytes] != '.' &&
      text[start.bytes] != '[') {
    return sfn::unexpected(PathError{"Illegal character at position " +
                                     std::to_string(java_length(text.substr(0, start.bytes))) +
                                     " expected '.' or '['"});
  }
  const std::string plain =
      step_functions ? "$" + std::string(text.substr(start.bytes)) : std::string(text);
  auto tokens =
      parse_path(plain, step_functions ? QuoteEscapes::KeepForeignQuote : QuoteEscapes::Jayway);
  if (!tokens) return sfn::unexpected(PathError{std::move(tokens).error().message});
  Compiled compiled{std::string(text), start.kind, dialect, start.variable, *std::move(tokens), {}};
  compiled.steps = reference_steps(*compiled.tokens);
  return Path(std::make_shared<const Compiled>(std::move(compiled)));
}

const std::string& Path::text() const { return compiled_->text; }
Path::Kind Path::kind() const { return compiled_->kind; }
const std::string& Path::variable() const { return compiled_->variable; }
bool Path::is_root() const { return compiled_->tokens->tokens.empty(); }
bool Path::is_definite() const { return compiled_->tokens->definite; }
bool Path::is_reference_path() const { return compiled_->steps.has_value(); }
std::span<const Step> Path::steps() const { return *compiled_->steps; }

Result<Json, PathFailure> Path::evaluate(const query::Scope& scope, query::Budget& budget) const {
  switch (kind()) {
    case Kind::Input:
      return evaluate_on(scope.input, budget);
    case Kind::Context:
      return evaluate_on(scope.context.context_object(), budget);
    case Kind::Variable:
      break;
  }
  const Json* const value = scope.context.variable(variable());
  if (value == nullptr) {
    return sfn::unexpected(
        PathFailure{PathFailure::Reason::NotFound, "No results for path: $" + variable()});
  }
  return evaluate_on(*value, budget);
}

Result<Json, PathFailure> Path::evaluate_on(const Json& root, query::Budget& budget) const {
  if (is_root()) return root;
  auto value = PathEvaluator(root, budget).evaluate(*compiled_->tokens, root);
  if (value) return *std::move(value);
  // Observed: test_json_path_array_wildcard_or_slice_with_no_input: what does not name one place
  // finds nothing rather than failing.
  if (compiled_->dialect == Dialect::StepFunctions && !is_definite() &&
      value.error().is_not_found()) {
    return Json::array({});
  }
  return sfn::unexpected(value.error().describe());
}

}  // namespace sfn::jsonpath
