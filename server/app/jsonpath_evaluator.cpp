// The row of evaluators.h for JSONPath.
#include <optional>
#include <utility>
#include <vector>

#include "engine/query/jsonpath/expression.h"
#include "engine/query/jsonpath/intrinsic_parser.h"
#include "engine/query/jsonpath/template.h"
#include "server/app/evaluators.h"

namespace sfn::server {
namespace {

using jsonpath::Path;

class RequestContext final : public query::ContextSource {
 public:
  explicit RequestContext(Json context) : context_(std::move(context)) {}
  [[nodiscard]] Json context_object() const override { return context_; }
  // A request brings no variables.
  [[nodiscard]] const Json* variable(std::string_view) const override { return nullptr; }

 private:
  Json context_;
};

StatesError refused(const std::string& message) {
  return {std::string(diagnostic_codes::kSchemaValidationFailed), message};
}

StateResult<Json> evaluate_template(const std::string& text, const query::Scope& scope,
                                    query::Budget& budget) {
  const auto source = Json::parse(text);
  if (!source)
    return sfn::unexpected(refused("The template is no JSON: " + source.error().message));
  std::vector<Diagnostic> findings;
  const auto compiled = jsonpath::PayloadTemplate::compile(*source, DiagnosticSink{findings});
  if (!compiled) return sfn::unexpected(refused(findings.front().message));
  return compiled->evaluate(scope, budget);
}

StateResult<Json> evaluate_call(const std::string& text, const query::Scope& scope,
                                query::Budget& budget) {
  const auto call = jsonpath::Expression::compile(text);
  if (!call) return sfn::unexpected(refused(call.error().message));
  return call->evaluate({}, scope, budget);
}

// What the library knows nothing of: `$$…` and `$name…`.
bool is_of_states_only(const std::string& text) {
  const auto path = Path::compile(text);
  return path && path->kind() != Path::Kind::Input;
}

StateResult<Json> evaluate_path(const std::string& text, const query::Scope& scope,
                                query::Budget& budget) {
  const auto path = Path::compile(
      text, is_of_states_only(text) ? Path::Dialect::StepFunctions : Path::Dialect::Jayway);
  if (!path) return sfn::unexpected(jsonpath::invalid_path_error(text, path.error().message));
  auto value = path->evaluate(scope, budget);
  if (!value) return sfn::unexpected(jsonpath::invalid_path_error(*path, value.error()));
  return std::move(*value);
}

StateResult<Json> evaluate(const std::string& text, const query::Scope& scope,
                           query::Budget& budget) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin != std::string::npos && (text[begin] == '{' || text[begin] == '['))
    return evaluate_template(text, scope, budget);
  if (jsonpath::looks_like_intrinsic(text)) return evaluate_call(text, scope, budget);
  return evaluate_path(text, scope, budget);
}

Json member_or_empty(const Json& request, std::string_view name) {
  const Json* const member = request.find(name);
  return member == nullptr ? Json::object({}) : *member;
}

}  // namespace

Json answer_jsonpath(const Json& request, const Surroundings& surroundings) {
  const Json input = member_or_empty(request, eval_members::kInput);
  const RequestContext context{member_or_empty(request, eval_members::kContext)};
  const query::Scope scope{input, context, surroundings.now, surroundings.random};
  query::Budget budget;
  auto value = evaluate(request.find(eval_members::kExpression)->as_string(), scope, budget);
  if (value) return Json::object({{std::string(eval_members::kResult), value->rebuilt()}});
  // Where a state would be named in front of the cause, there is none.
  return eval_failure(std::move(value.error().name).value_or(""),
                      std::move(value.error().cause).value_or(""));
}

std::string jsonpath_failure(const Json& answer) {
  return answer.find(eval_members::kError)->as_string() + ": " +
         answer.find(eval_members::kCause)->as_string();
}

}  // namespace sfn::server
