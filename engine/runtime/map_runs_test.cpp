#include "engine/runtime/map_runs.h"

#include "base/testing/catch.h"
#include "engine/asl/definition.h"
#include "engine/states/state.h"
#include "persistence/memory/memory_store.h"
#include "persistence/testing/sample_rows.h"

namespace sfn::engine {
namespace {

constexpr auto kMapOfExpress =
    R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each","End":true,
    "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
      "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}})";

// A definition that is another one as soon as its last owner has let go of it.
std::shared_ptr<const CompiledDefinition> with_last_owner(
    const std::shared_ptr<const CompiledDefinition>& definition) {
  return {definition.get(), [definition](const CompiledDefinition* ended) {
            auto* const processor = const_cast<MapProcessor*>(ended->find_processor("each"));
            processor->is_express = false;
            processor->definition = nullptr;
          }};
}

}  // namespace

TEST_CASE("child_header: reads nothing in the machine's definition once it has let go of it",
          "[runtime][map]") {
  const Compilation compiled = compile_definition(kMapOfExpress, MachineType::Standard);
  REQUIRE(compiled.definition != nullptr);
  const auto of_child = compiled.definition->find_processor("each")->definition;
  persistence::MemoryStore store;
  persistence::MapRunRow run = persistence::testing::sample_map_run(1, 1);
  run.label = "each";
  const persistence::Batch batch{{}, {persistence::InsertMapRun{run}}};
  REQUIRE(store.write({&batch, 1}).front() == persistence::WriteOutcome::Written);
  ExecutionHeader of_machine;
  of_machine.state_machine_name = "m";
  of_machine.definition = with_last_owner(compiled.definition);
  const auto header =
      child_header(store, persistence::testing::sample_child(2, 1, 0), std::move(of_machine));
  REQUIRE(header.has_value());
  CHECK(compiled.definition->find_processor("each")->definition == nullptr);  // it has let go
  CHECK(header->kind == ExecutionKind::Express);
  CHECK(header->definition == of_child);
}

}  // namespace sfn::engine
