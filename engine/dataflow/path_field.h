#pragma once
// PathField: InputPath or OutputPath: absent, null or a path. Immutable, cheap to copy.
#include <optional>
#include <string_view>

#include "engine/query/diagnostic.h"
#include "engine/query/jsonpath/path.h"
#include "engine/query/states_error.h"

namespace sfn::engine {

class PathField {
 public:
  // The field of this state; findings go to the sink, which stands at the state.
  [[nodiscard]] static PathField compile(const Json& state, std::string_view field,
                                         const DiagnosticSink& sink);

  // What the field selects of scope.input: all of it, text included, where the field is absent or
  // `$`; `{}` where it is null.
  [[nodiscard]] StateResult<Json> select(const query::Scope& scope, query::Budget& budget) const;

 private:
  enum class Form : std::uint8_t { Absent, Null, Path };

  Form form_ = Form::Absent;
  std::optional<jsonpath::Path> path_;
};

}  // namespace sfn::engine
