#include "engine/states/registry.h"

#include <algorithm>
#include <array>

#include "engine/states/choice.h"
#include "engine/states/fail.h"
#include "engine/states/map/map.h"
#include "engine/states/parallel.h"
#include "engine/states/pass.h"
#include "engine/states/succeed.h"
#include "engine/states/task.h"
#include "engine/states/wait.h"

namespace sfn::engine {
namespace {

constexpr auto kStateTypes = std::to_array<StateTypeRow>({
    {StateType::Task, "Task", &kTaskSchema, asl::Ending::Unknown, &parse_task},
    {StateType::Wait, "Wait", &kWaitSchema, asl::Ending::Unknown, &parse_wait},
    {StateType::Pass, "Pass", &kPassSchema, asl::Ending::Unknown, &parse_pass},
    {StateType::Succeed, "Succeed", &kSucceedSchema, asl::Ending::Yes, &parse_succeed},
    {StateType::Fail, "Fail", &kFailSchema, asl::Ending::Yes, &parse_fail},
    {StateType::Choice, "Choice", &kChoiceSchema, asl::Ending::No, &parse_choice},
    {StateType::Parallel, "Parallel", &kParallelSchema, asl::Ending::Unknown, &parse_parallel},
    {StateType::Map, "Map", &kMapSchema, asl::Ending::Unknown, &parse_map},
});

}  // namespace

std::span<const StateTypeRow> state_types() { return kStateTypes; }

const StateTypeRow* find_state_type(std::string_view name) {
  const auto found = std::find_if(kStateTypes.begin(), kStateTypes.end(),
                                  [&](const StateTypeRow& row) { return row.name == name; });
  return found == kStateTypes.end() ? nullptr : &*found;
}

}  // namespace sfn::engine
