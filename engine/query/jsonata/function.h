#pragma once
// Functions as values: built in, written in the expression, or made from others.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/node.h"
#include "engine/query/jsonata/signature.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

class Evaluator;
struct Frame;

enum class FunctionKind : std::uint8_t {
  Builtin,
  Lambda,
  Partial,      // some of its arguments are given
  Composition,  // one after the other
  Transform,
  Regex,      // a text → its first match
  NextMatch,  // nothing → the match after that one
};

struct Function {
  FunctionKind kind;
  // How many arguments a function that calls it back passes on at most.
  std::size_t arity = 0;
};

// What a built-in function is called with. Arguments fit the signature; those that were left out
// are undefined.
struct Call {
  Evaluator& evaluator;
  std::span<const Value> arguments;
  Frame* frame = nullptr;
  Value context;

  [[nodiscard]] const Value& operator[](std::size_t index) const {
    static const Value kUndefined;
    return index < arguments.size() ? arguments[index] : kUndefined;
  }
};

// One row of the tables of functions.
struct Builtin : Function {
  enum class In : std::uint8_t { Both, Aws, Official };
  static constexpr std::size_t kMostBuiltinParameters = 4;

  // A signature that cannot be read does not compile.
  consteval Builtin(std::string_view its_name, std::string_view signature, std::size_t its_arity,
                    Value (*its_body)(const Call&), In where = In::Both)
      : Function{FunctionKind::Builtin, its_arity}, name(its_name), body(its_body), in(where) {
    const auto read = read_signature<kMostBuiltinParameters>(signature);
    if (read.refusal) throw "a signature is wrong";  // NOLINT: at compile time only
    parameters = read.parameters;
    parameter_count = read.count;
  }

  std::string_view name;
  std::array<Parameter, kMostBuiltinParameters> parameters{};
  std::size_t parameter_count = 0;
  Value (*body)(const Call&);
  In in;
};

struct Lambda : Function {
  const Node* node;
  Frame* frame;
  Value input;  // the context in which it was written
};

struct Partial : Function {
  Value target;
  const Value* arguments;  // unbound where one is still to come
  std::size_t count;
};

struct Composition : Function {
  Value first;
  Value second;
};

struct Transformer : Function {
  const Node* node;
  Frame* frame;
};

struct RegexMatcher : Function {
  const Node* node;
};

struct NextMatch : Function {
  const Node* node;
  std::string_view text;
  std::size_t from;  // in bytes
};

// The built-in function of that name, or nullptr.
[[nodiscard]] const Builtin* find_builtin(std::string_view name, Dialect dialect);

// The families.
[[nodiscard]] std::span<const Builtin> aggregate_functions();
[[nodiscard]] std::span<const Builtin> array_functions();
[[nodiscard]] std::span<const Builtin> aws_functions();
[[nodiscard]] std::span<const Builtin> boolean_functions();
[[nodiscard]] std::span<const Builtin> datetime_functions();
[[nodiscard]] std::span<const Builtin> encoding_functions();
[[nodiscard]] std::span<const Builtin> eval_functions();
[[nodiscard]] std::span<const Builtin> higher_order_functions();
[[nodiscard]] std::span<const Builtin> matching_functions();
[[nodiscard]] std::span<const Builtin> numeric_functions();
[[nodiscard]] std::span<const Builtin> object_functions();
[[nodiscard]] std::span<const Builtin> picture_functions();
[[nodiscard]] std::span<const Builtin> string_functions();

}  // namespace sfn::query::jsonata
