#include <exception>
#include <iostream>

#include "base/overloaded.h"
#include "server/app/composition.h"
#include "server/app/config.h"
#include "server/app/eval.h"
#include "server/app/health.h"
#include "server/app/validate.h"

int main(int argc, char** argv) {
  using namespace sfn::server;
  try {
    const Command command = parse_command_line({argv + 1, argv + argc}, process_environment());
    return std::visit(
        sfn::Overloaded{
            [](const ServeCommand& serving) { return serve(serving, std::cout, std::cerr); },
            [](const ValidateCommand& checking) {
              return validate(checking, std::cout, std::cerr);
            },
            [](const EvalCommand& evaluating) {
              return evaluate(evaluating, std::cin, std::cout, std::cerr);
            },
            [](const HealthCommand& asking) { return ask_health(asking, std::cout, std::cerr); },
            [](const Finished& finished) {
              std::cout << finished.output;
              if (!finished.error.empty()) std::cerr << "sfn-emulator: " << finished.error << '\n';
              return finished.status;
            }},
        command);
  } catch (const std::exception& e) {
    std::cerr << "sfn-emulator: " << e.what() << '\n';
    return 1;
  }
}
