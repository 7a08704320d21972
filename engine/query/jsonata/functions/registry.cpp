// Every function that expressions can call, in one list of families.
#include <algorithm>
#include <array>

#include "engine/query/jsonata/function.h"

namespace sfn::query::jsonata {
namespace {

using Family = std::span<const Builtin> (*)();
constexpr auto kFamilies = std::to_array<Family>({
    &aggregate_functions,
    &array_functions,
    &aws_functions,
    &boolean_functions,
    &datetime_functions,
    &encoding_functions,
    &eval_functions,
    &higher_order_functions,
    &matching_functions,
    &numeric_functions,
    &object_functions,
    &picture_functions,
    &string_functions,
});

bool is_known(const Builtin& builtin, Dialect dialect) {
  if (builtin.in == Builtin::In::Both) return true;
  return (builtin.in == Builtin::In::Aws) == (dialect == Dialect::Aws);
}

}  // namespace

const Builtin* find_builtin(std::string_view name, Dialect dialect) {
  for (const Family family : kFamilies) {
    for (const Builtin& builtin : family()) {
      if (builtin.name == name && is_known(builtin, dialect)) return &builtin;
    }
  }
  return nullptr;
}

}  // namespace sfn::query::jsonata
