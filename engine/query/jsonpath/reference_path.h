#pragma once
// ReferencePath: a path that names one place, and so can be written to. Immutable, cheap to copy,
// safe to share between threads.
#include "engine/query/jsonpath/path.h"
#include "engine/query/states_error.h"

namespace sfn::jsonpath {

class ReferencePath {
 public:
  // For ResultPath: `$…` only. The message tells what else the text is.
  [[nodiscard]] static Result<ReferencePath, PathError> compile(std::string_view text);

  // A copy of the root in which the value stands at this path. Missing objects on the way are
  // created, new members come last. States.ReferencePathConflict where a step does not fit what is
  // there. ASL "Reference Paths"
  [[nodiscard]] StateResult<Json> set(const Json& root, Json value) const;

  [[nodiscard]] bool is_root() const { return path_.is_root(); }
  [[nodiscard]] const std::string& text() const { return path_.text(); }

 private:
  explicit ReferencePath(Path path) : path_(std::move(path)) {}

  Path path_;
};

// AWS's word for a reference path that does not fit the value, read or written.
[[nodiscard]] StatesError reference_path_conflict(const Step& step, const Json& input);
// The same for the step that leads nowhere. Precondition: the path does, and is not `$`.
[[nodiscard]] StatesError unresolved_reference(const Path& path, const Json& root);

}  // namespace sfn::jsonpath
