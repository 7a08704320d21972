// Expressions of the grammar's making: taken apart, compiled and evaluated.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "tools/fuzz/jsonata_checks.h"
#include "tools/fuzz/jsonata_grammar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sfn::Json kInput = sfn::Json::parse_trusted(
      R"({"a":[{"b":1,"c":[1,2],"d":"one"},{"b":"x","c":[],"d":"two"},{"c":{"a":null}}],)"
      R"("b":{"a":"aaa","b":[[1],[2,[3]]]},"c":0.5})");
  // To see what a finding is about.
  static const bool kIsShown = std::getenv("SFN_SHOW_EXPRESSION") != nullptr;
  const std::string text = sfn::fuzz::grown_expression(std::span(data, size));
  if (kIsShown) std::fprintf(stderr, "%s\n", text.c_str());
  sfn::fuzz::check_lexer(text);
  sfn::fuzz::check_parser(text);
  sfn::fuzz::check_evaluator(text, kInput);
  return 0;
}
