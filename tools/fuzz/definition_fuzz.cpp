// A state machine's definition, as CreateStateMachine gets it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/asl/definition.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto type : {sfn::engine::MachineType::Standard, sfn::engine::MachineType::Express}) {
    static_cast<void>(sfn::engine::compile_definition(text, type));
  }
  return 0;
}
