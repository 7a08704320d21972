#pragma once
// Dialect: whose JSONata is spoken. The differences are rows of tables that carry a dialect, and
// the few places that ask for it by name.
#include <cstdint>

namespace sfn::query::jsonata {

enum class Dialect : std::uint8_t {
  Aws,       // as Step Functions evaluates it: its own functions, no $eval, no `?:` and `??`
  Official,  // as the reference implementation 2.x does
};

}  // namespace sfn::query::jsonata
