#include "engine/query/jsonpath/evaluation_failure.h"

#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {

PathFailure EvaluationFailure::describe() const {
  using Reason = PathFailure::Reason;
  if (is_not_found() && !text.empty()) return {Reason::NotFound, text};
  switch (kind) {
    case Kind::NoResults:
      return {Reason::NotFound, "No results for path: " + path_text(*path)};
    case Kind::NoElement:
      return {Reason::IndexPastEnd, "No results for path: " + path_text(*path)};
    case Kind::MissingProperty:
      return {Reason::NotFound, "Missing property in path " + place_text(*path, token + 1)};
    case Kind::NotAnObject:
      return {Reason::NotFound, "Expected to find an object with property " +
                                    token_text(path->tokens[token]) + " in path " +
                                    place_text(*path, token) + " but found '" +
                                    std::string(java_class_name(model)) +
                                    "'. This is not a json object according to the JsonProvider: "
                                    "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."};
    case Kind::NullArray:
      return {Reason::NotFound, "The path " + place_text(*path, token) + " is null"};
    case Kind::NotAnArray:
      return {Reason::NotFound,
              "Filter: " + tokens_text(*path, token) +
                  " can only be applied to arrays. Current context is: " + java_text(model)};
    case Kind::NotFilterable:
      return {Reason::Failed,
              "Filter: " + tokens_text(*path, token) +
                  " can not be applied to primitives. Current context is: " + java_text(model)};
    case Kind::UnknownFunction:
      return {Reason::Failed, "Function with name: " + text + " does not exist."};
    case Kind::OutOfBounds:
    case Kind::Error:
      return {Reason::Failed, text};
    case Kind::Stopped:
      break;
  }
  return {Reason::Stopped, "The evaluation of the path takes too many steps"};
}

}  // namespace sfn::jsonpath
