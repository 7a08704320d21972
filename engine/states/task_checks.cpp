#include "engine/states/task_checks.h"

#include <utility>

#include "engine/asl/fields.h"
#include "engine/states/task_request.h"

namespace sfn::engine {

namespace {

// AWS "Express workflows": no pattern but request-response, and no activities.
void check_machine_type(const asl::TaskResource& resource, const asl::Place& here) {
  if (here.machine_type != MachineType::Express) return;
  // Observed: test_illegal_activity_task, test_illegal_callbacks; the blank at the end of the
  // second is AWS's.
  if (resource.kind == asl::ResourceKind::Activity) {
    here.schema_error("Express state machine does not support Activity ARN");
  } else if (resource.pattern == asl::Pattern::WaitForTaskToken) {
    here.schema_error(
        "Express state machine does not support '.waitForTaskToken' service integration ");
  } else if (resource.pattern != asl::Pattern::RequestResponse) {
    here.schema_error("Express state machine does not support '.sync' service integration");
  }
}

}  // namespace

std::optional<asl::TaskResource> check_task(const asl::StateSource& source) {
  const Json* const written = source.fields.find(asl::fields::kResource);
  if (written == nullptr || !written->is_string()) return std::nullopt;
  auto resource = asl::parse_task_resource(written->as_string());
  const asl::Place here = source.place.at(asl::fields::kResource);
  if (!resource) {
    here.schema_error(resource.error());
    return std::nullopt;
  }
  check_machine_type(*resource, here);
  check_request(*resource, source);
  return std::move(*resource);
}

}  // namespace sfn::engine
