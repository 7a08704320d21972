#pragma once
// Evaluators: what `sfn-emulator eval` can evaluate, one row for each query language. Requests and
// answers are the objects that --batch reads and writes, so that a language may know more members
// than the others. Stateless.
#include <span>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "base/random.h"
#include "base/time.h"

namespace sfn::server {

struct Surroundings {
  WorkflowTime now;
  Random& random;
};

using Answer = Json (*)(const Json& request, const Surroundings& surroundings);

struct Evaluator {
  std::string_view name;  // as --query has it
  // `expr`, and what else the language wants -> `result`, or what went wrong. Precondition: the
  // request is an object whose `expr` is a string.
  Answer answer;
  Answer answer_library = nullptr;  // with --library, where the language has a library of its own
  // What an answer without a `result` says, in one line.
  std::string (*failure)(const Json& answer);
};

[[nodiscard]] std::span<const Evaluator> evaluators();
// nullptr where there is no such language.
[[nodiscard]] const Evaluator* find_evaluator(std::string_view name);

// A path, an intrinsic function call or a payload template, on `input` and, for `$$`, `context`
// (both {} if absent). In templates and calls paths mean what they mean to a state; a path by
// itself follows the library that AWS evaluates paths with to the letter: where nothing is to be
// found it fails, and "a" stands for "$.a".
[[nodiscard]] Json answer_jsonpath(const Json& request, const Surroundings& surroundings);

[[nodiscard]] std::string jsonpath_failure(const Json& answer);

// A JSONata expression, with or without its marks, as a state evaluates it: `$states.input` is
// `input`, `$states.context` is `context`, and `bindings` are variables. Answers `result`,
// `undefined`, or `code`, `message`, `position` and `token`.
[[nodiscard]] Json answer_jsonata(const Json& request, const Surroundings& surroundings);
// The same as the reference implementation: `input` is `$`. `timelimit` in milliseconds and `depth`
// bound it.
[[nodiscard]] Json answer_jsonata_library(const Json& request, const Surroundings& surroundings);
[[nodiscard]] std::string jsonata_failure(const Json& answer);

// The members of requests and answers.
namespace eval_members {
inline constexpr std::string_view kExpression = "expr";
inline constexpr std::string_view kInput = "input";
inline constexpr std::string_view kContext = "context";
inline constexpr std::string_view kResult = "result";
inline constexpr std::string_view kError = "error";
inline constexpr std::string_view kCause = "cause";
inline constexpr std::string_view kBindings = "bindings";
inline constexpr std::string_view kTimeLimit = "timelimit";
inline constexpr std::string_view kDepth = "depth";
inline constexpr std::string_view kUndefined = "undefined";
inline constexpr std::string_view kCode = "code";
inline constexpr std::string_view kMessage = "message";
inline constexpr std::string_view kPosition = "position";
inline constexpr std::string_view kToken = "token";
}  // namespace eval_members

[[nodiscard]] Json eval_failure(std::string error, std::string cause);

}  // namespace sfn::server
