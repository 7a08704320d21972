#pragma once
// The fields that several state types share, as rows for their tables. AWS "State fields": which
// type takes which was probed against the service.
#include <array>

#include "engine/asl/fields.h"
#include "engine/asl/language.h"
#include "engine/asl/schema.h"

namespace sfn::engine::asl {

inline constexpr auto kEveryState = std::to_array<Field>({
    any(fields::kType),
    text(fields::kComment),
    one_of(fields::kQueryLanguage, kLanguageNames),
});

// ASL "Transitions"
inline constexpr auto kTransition = std::to_array<Field>({
    text(fields::kNext),
    flag(fields::kEnd),
});
inline constexpr auto kNextOrEnd = std::to_array<std::string_view>({fields::kNext, fields::kEnd});

inline constexpr Field kAssignedVariables = after_work(with_expressions(object(fields::kAssign)));
inline constexpr Field kShapedOutput =
    jsonata_only(after_work(with_expressions(or_expression(any(fields::kOutput)))));
inline constexpr auto kVariables = std::to_array<Field>({kAssignedVariables});

// What becomes of the input on its way to the output, where nothing else happens on the way.
inline constexpr auto kSelection = std::to_array<Field>({
    path(fields::kInputPath),
    path(fields::kOutputPath),
    kShapedOutput,
});
inline constexpr auto kPlacedResult = std::to_array<Field>({
    json_path_only(with_expressions(any(fields::kParameters))),
    path(fields::kResultPath),
});
// Of the types whose result comes from elsewhere and that can fail.
inline constexpr auto kSelectedResult =
    std::to_array<Field>({json_path_only(with_expressions(any(fields::kResultSelector)))});
inline constexpr auto kWork =
    std::to_array<Field>({jsonata_only(with_expressions(or_expression(any(fields::kArguments))))});
inline constexpr auto kErrorHandling =
    std::to_array<Field>({array(fields::kRetry), array(fields::kCatch)});

}  // namespace sfn::engine::asl
