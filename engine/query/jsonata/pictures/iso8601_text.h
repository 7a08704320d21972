#pragma once
// The timestamps that `$toMillis` reads without a picture: those of ISO 8601 that have the form the
// reference implementation demands. ECMAScript "Date Time String Format"
#include <optional>
#include <string_view>

namespace sfn::query::jsonata {

// In milliseconds since the epoch, UTC where there is no offset. nullopt for what has not the form,
// NaN for times that there are not.
[[nodiscard]] std::optional<double> parse_iso8601_text(std::string_view text);

}  // namespace sfn::query::jsonata
