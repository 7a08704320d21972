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
    NotFilterable,  // a filter on a number, string, boolean or null
    UnknownFunction,
    OutOfBounds,  // a function's index; the text tells
    Error,        // anything else; the text tells
    Stopped,
  };
  Kind kind = Kind::NoResults;
  const TokenPath* path = nullptr;
  std::size_t token = 0;  // where it failed
  Json model;             // what stood there
  std::string text;       // the message itself, where it does not follow from the rest

  // Jayway's PathNotFoundException: what filters and wildcards pass over.
  [[nodiscard]] bool is_not_found() const { return kind <= Kind::NotAnArray; }
  // Its InvalidPathException, which contains the former: such an item does not match a filter.
  [[nodiscard]] bool is_mismatch() const { return kind <= Kind::UnknownFunction; }
  [[nodiscard]] PathFailure describe() const;
};

}  // namespace sfn::jsonpath
