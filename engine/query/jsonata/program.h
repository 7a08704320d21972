#pragma once
// Program: an expression as it is evaluated. Immutable once compiled, shared by threads.
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/query/jsonata/dialect.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/function.h"
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {

struct Program {
  std::string text;
  Dialect dialect = Dialect::Aws;
  NodePool pool;
  Node* root = nullptr;
  Scope* scope = nullptr;
  Globals globals;
};

// `globals` are the names known so far, `outer` what the expression sees around itself: both for
// expressions that are compiled while another one is evaluated.
[[nodiscard]] Result<std::unique_ptr<Program>, Refusal> compile_program(
    std::string text, Dialect dialect, Globals globals = {}, const Scope* outer = nullptr);

}  // namespace sfn::query::jsonata
