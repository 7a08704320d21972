#include "engine/states/credentials.h"

#include "engine/asl/expression_checks.h"
#include "engine/asl/fields.h"
#include "engine/asl/schema.h"
#include "engine/asl/template_checks.h"
#include "engine/states/task_request.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kRoleArn = "RoleArn";

}  // namespace

TaskCredentials TaskCredentials::parse(const asl::StateSource& source,
                                       const asl::TaskResource* resource) {
  TaskCredentials parsed;
  const Json* const credentials = source.fields.find(asl::fields::kCredentials);
  if (credentials == nullptr) return parsed;
  parsed.language_ = source.place.language;
  const asl::Place here = source.place.at(asl::fields::kCredentials);
  if (resource != nullptr && resource->kind == asl::ResourceKind::Activity) {
    here.schema_error("The field '" + std::string(asl::fields::kCredentials) +
                      "' is not supported for activities");
    return parsed;
  }
  const bool is_evaluated =
      parsed.language_ == asl::Language::Jsonata && asl::is_expression(*credentials);
  if (!is_evaluated && !credentials->is_object()) {
    here.schema_error(asl::expected_type("OBJECT"));
    return parsed;
  }
  // Observed: test_invalid_credentials_field.
  if (!is_evaluated && !has_member(*credentials, kRoleArn, parsed.language_))
    here.schema_error(member_required(kRoleArn));
  if (parsed.language_ == asl::Language::JsonPath)
    asl::warn_of_missing_suffixes(source.fields, asl::fields::kCredentials, source.place);
  parsed.credentials_ =
      FieldTemplate::compile(source.fields, asl::fields::kCredentials, source.place);
  return parsed;
}

StateResult<std::optional<std::string>> TaskCredentials::resolve(const query::Scope& scope,
                                                                 query::Budget& budget) const {
  if (is_empty()) return std::nullopt;
  SFN_TRY(const Json credentials, credentials_.evaluate(scope, budget));
  const Json* const role = credentials.find(kRoleArn);
  if (role != nullptr && role->is_string()) return role->as_string();
  // AWS's words for a role that is no text are not known.
  std::string cause = "The value for the field '" + std::string(kRoleArn) + "' must be a STRING";
  if (language_ == asl::Language::JsonPath) return sfn::unexpected(runtime_error(std::move(cause)));
  return sfn::unexpected(query_evaluation_error(
      std::move(cause), std::string(asl::fields::kCredentials) + "/" + std::string(kRoleArn)));
}

}  // namespace sfn::engine
