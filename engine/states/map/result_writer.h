#pragma once
// ResultWriter: where a distributed Map puts its results. AWS "ResultWriter"
#include "base/json/json.h"
#include "engine/asl/place.h"

namespace sfn::engine {

// Reports what is wrong; the place is the object.
void check_result_writer(const Json& writer, const asl::Place& place);

}  // namespace sfn::engine
