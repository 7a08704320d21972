#include "engine/states/fail.h"

#include <array>
#include <utility>

#include "engine/asl/common_fields.h"
#include "engine/asl/template_checks.h"
#include "engine/execution/execution.h"
#include "engine/execution/step_context.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kError = "Error";
constexpr std::string_view kErrorPath = "ErrorPath";
constexpr std::string_view kCause = "Cause";
constexpr std::string_view kCausePath = "CausePath";

constexpr auto kFailFields = asl::join(asl::kEveryState, std::to_array<asl::Field>({
                                                             asl::or_expression(asl::text(kError)),
                                                             asl::path(kErrorPath),
                                                             asl::or_expression(asl::text(kCause)),
                                                             asl::path(kCausePath),
                                                         }));
constexpr auto kErrorForms = std::to_array<std::string_view>({kError, kErrorPath});
constexpr auto kCauseForms = std::to_array<std::string_view>({kCause, kCausePath});
constexpr auto kFailExclusive = std::to_array<asl::Exclusive>({{kErrorForms}, {kCauseForms}});

StateResult<std::optional<std::string>> resolve_text(const std::optional<TextSource>& source,
                                                     const Visit& visit, StepContext& ctx) {
  if (!source) return std::nullopt;
  SFN_TRY(std::string text, source->resolve(ctx.scope(visit, visit.input), ctx.budget()));
  return text;
}

}  // namespace

const asl::ObjectSchema kFailSchema{.fields = kFailFields, .exclusive = kFailExclusive};

FailState::FailState(StateCommon common, std::optional<TextSource> error,
                     std::optional<TextSource> cause)
    : State(std::move(common)), error_(std::move(error)), cause_(std::move(cause)) {}

// Observed: test_state_fail_empty. What is not given is absent from the failure.
StepOutcome FailState::enter(const Visit& visit, StepContext& ctx) const {
  auto error = resolve_text(error_, visit, ctx);
  if (!error) return std::move(error).error();
  auto cause = resolve_text(cause_, visit, ctx);
  if (!cause) return std::move(cause).error();
  return StatesError{std::move(*error), std::move(*cause)};
}

std::unique_ptr<const State> parse_fail(StateCommon common, const asl::StateSource& source) {
  auto error = TextSource::compile(source.fields, kError, source.place);
  auto cause = TextSource::compile(source.fields, kCause, source.place);
  asl::warn_of_missing_path(source.fields, kError, source.place);
  asl::warn_of_missing_path(source.fields, kCause, source.place);
  return std::make_unique<FailState>(std::move(common), std::move(error), std::move(cause));
}

}  // namespace sfn::engine
