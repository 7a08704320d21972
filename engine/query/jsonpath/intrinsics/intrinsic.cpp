#include "engine/query/jsonpath/intrinsics/intrinsic.h"

#include <algorithm>

#include "base/java/rounding.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {

const Intrinsic* find_intrinsic(std::string_view name) {
  for (const auto family : {array_intrinsics(), encoding_intrinsics(), generic_intrinsics(),
                            json_intrinsics(), math_intrinsics(), string_intrinsics()}) {
    const auto found = std::find_if(family.begin(), family.end(),
                                    [&](const Intrinsic& row) { return row.name == name; });
    if (found != family.end()) return &*found;
  }
  return nullptr;
}

Unexpected<IntrinsicFailure> invalid_arguments() { return refused("Invalid arguments", ""); }

Unexpected<IntrinsicFailure> refused(std::string what, std::string detail) {
  return sfn::unexpected(
      IntrinsicFailure{IntrinsicFailure::Kind::Refused, std::move(what), std::move(detail)});
}

Unexpected<IntrinsicFailure> stopped() {
  return sfn::unexpected(IntrinsicFailure{IntrinsicFailure::Kind::Stopped, {}, {}});
}

std::optional<std::int32_t> truncated_integer(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  const std::int64_t whole = value.as_integer().value_or(java_truncate(value.as_double()));
  if (whole < std::numeric_limits<std::int32_t>::min() ||
      whole > std::numeric_limits<std::int32_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(whole);
}

std::optional<std::string> printed(const IntrinsicArgument& argument, query::Budget& budget) {
  const std::size_t bytes = argument.value.text_bytes();
  if (!budget.take_step(1 + bytes / 16) || !budget.take_bytes(bytes)) return std::nullopt;
  return argument.is_document ? argument.value.rebuilt().text() : java_text(argument.value);
}

}  // namespace sfn::jsonpath
