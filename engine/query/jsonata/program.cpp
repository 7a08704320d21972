#include "engine/query/jsonata/program.h"

#include "engine/query/jsonata/parser.h"
#include "engine/query/jsonata/path_rules.h"
#include "engine/query/jsonata/resolver.h"

namespace sfn::query::jsonata {

Result<std::unique_ptr<Program>, Refusal> compile_program(std::string text, Dialect dialect,
                                                          Globals globals, const Scope* outer) {
  auto program = std::make_unique<Program>();
  program->text = std::move(text);
  program->dialect = dialect;
  program->globals = std::move(globals);
  SFN_TRY(Node* const parsed, parse(program->text, dialect, program->pool));
  SFN_TRY(program->root, apply_path_rules(parsed, program->pool));
  program->scope = resolve_variables(*program->root, program->pool, program->globals, outer);
  return program;
}

}  // namespace sfn::query::jsonata
