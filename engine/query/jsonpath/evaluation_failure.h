#pragma once
// EvaluationFailure: why the evaluation of a path ended. Internal to this folder. Filters fail for
// most items and go on, so the message is put together only when somebody asks for it. Borrows the
// path.
#include <cstdint>
#include <string>

#include "base/json/json.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/jsonpath/path_tokens.h"

namespace sfn::jsonpath {

struct EvaluationFailure {
  enum class Kind : std::uint8_t {
    NoResults,
    NoElement,  // the same because of an index
    MissingProperty,
    NotAnObject,
    NullArray,
    NotAnArray,
    Stopped,
  };
  Kind kind = Kind::NoResults;
  const TokenPath* path = nullptr;
  std::size_t token = 0;  // where it failed
  Json model;             // what stood there

  // Jayway's PathNotFoundException: what filters and wildcards pass over.
  [[nodiscard]] bool is_not_found() const { return kind != Kind::Stopped; }
  [[nodiscard]] PathFailure describe() const;
};

}  // namespace sfn::jsonpath
