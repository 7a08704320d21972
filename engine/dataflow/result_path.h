#pragma once
// ResultPath of a state or a catcher: where the result goes in the raw state input. Immutable,
// cheap to copy.
#include <optional>

#include "engine/query/diagnostic.h"
#include "engine/query/jsonpath/reference_path.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class ResultPath {
 public:
  // The field of this state or catcher; findings go to the sink, which stands at that object.
  [[nodiscard]] static ResultPath compile(const Json& owner, const DiagnosticSink& sink);

  // ASL "ResultPath": absent or `$` gives the result, null the raw input, each with its text; a
  // path combines both.
  [[nodiscard]] StateResult<Json> place(const Json& raw_input, const Json& result) const;

 private:
  enum class Form : std::uint8_t { Absent, Null, Path };

  Form form_ = Form::Absent;
  std::optional<jsonpath::ReferencePath> path_;
};

}  // namespace sfn::engine
