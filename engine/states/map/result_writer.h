#pragma once
// ResultWriter: where a distributed Map puts its results. AWS "ResultWriter". What the files hold
// is result_files.h.
#include <string_view>

#include "base/json/json.h"
#include "engine/asl/place.h"
#include "engine/states/map/result_files.h"

namespace sfn::engine {

inline constexpr std::string_view kResultWriter = "ResultWriter";

// Reports what is wrong and returns what is right; the place is the object. Parameters and
// Arguments are only checked.
[[nodiscard]] WriterConfig parse_result_writer(const Json& writer, const asl::Place& place);

}  // namespace sfn::engine
