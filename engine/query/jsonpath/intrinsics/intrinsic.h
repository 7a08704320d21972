#pragma once
// Intrinsic: one row of the tables of intrinsic functions. The functions are total: whatever the
// arguments, they return a value or a failure, and take no more steps and bytes than the budget
// has. ASL "Intrinsic Functions"
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "base/result.h"
#include "engine/query/budget.h"
#include "engine/query/scope.h"

namespace sfn::jsonpath {

struct IntrinsicArgument {
  Json value;
  // Read by States.StringToJson in this very expression. Observed: such a value prints as JSON, not
  // as a Java object does.
  bool is_document = false;
};
using IntrinsicArguments = std::span<const IntrinsicArgument>;

// AWS reports it as "‹what› in States.‹Name›‹detail›".
struct IntrinsicFailure {
  enum class Kind : std::uint8_t {
    Refused,
    Stopped,  // the budget is used up
  };
  Kind kind = Kind::Refused;
  std::string what;
  std::string detail;
};
using IntrinsicResult = Result<Json, IntrinsicFailure>;

struct Intrinsic {
  enum class Trait : std::uint8_t {
    None,
    FirstIsTemplate,  // its first argument, where written as a text, keeps its escapes
    YieldsDocument,
  };
  static constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

  std::string_view name;
  std::size_t fewest =
      0;  // arguments; AWS looks at their number when it calls the function, not before
  std::size_t most = 0;
  IntrinsicResult (*apply)(IntrinsicArguments, const query::Scope&, query::Budget&) = nullptr;
  Trait trait = Trait::None;
};

// The families, and the row of a name ("States.Format"), or nullptr.
[[nodiscard]] std::span<const Intrinsic> array_intrinsics();
[[nodiscard]] std::span<const Intrinsic> encoding_intrinsics();
[[nodiscard]] std::span<const Intrinsic> generic_intrinsics();
[[nodiscard]] std::span<const Intrinsic> json_intrinsics();
[[nodiscard]] std::span<const Intrinsic> math_intrinsics();
[[nodiscard]] std::span<const Intrinsic> string_intrinsics();
[[nodiscard]] const Intrinsic* find_intrinsic(std::string_view name);

// For the functions themselves.
[[nodiscard]] Unexpected<IntrinsicFailure> invalid_arguments();
[[nodiscard]] Unexpected<IntrinsicFailure> refused(std::string what, std::string detail);
[[nodiscard]] Unexpected<IntrinsicFailure> stopped();

// A number without its fraction, as Java's intValue takes it; nullopt for what is no number or does
// not fit 32 bits.
[[nodiscard]] std::optional<std::int32_t> truncated_integer(const Json& value);
// How the argument prints: strings as they are, other values as Java objects. nullopt when the
// budget does not allow for it.
[[nodiscard]] std::optional<std::string> printed(const IntrinsicArgument& argument,
                                                 query::Budget& budget);

}  // namespace sfn::jsonpath
