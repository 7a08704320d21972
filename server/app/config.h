#pragma once
// Config: what the command line, the environment and a configuration file say, in that order of
// precedence. Parsing does nothing else: it opens no port and touches no data. Values.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api-models/arn.h"
#include "base/log.h"
#include "engine/asl/definition.h"
#include "engine/integrations/settings.h"
#include "persistence/store.h"
#include "server/http/browser.h"
#include "server/http/http_server.h"

namespace sfn::server {

struct ServeCommand {
  HttpOptions http;
  BrowserPolicy browsers;
  persistence::StoreOptions store;
  engine::IntegrationSettings integrations;
  std::size_t turn_threads = 0;
  api::Owner default_caller;
  LogLevel log_level = LogLevel::Info;
  // Where machines with a loggingConfiguration log: a folder, "-" for standard output; empty:
  // nowhere.
  std::string log_dir;
  std::vector<std::string> warnings;  // what was understood but has no effect here
};

struct ValidateCommand {
  std::vector<std::string> files;
  engine::MachineType type = engine::MachineType::Standard;
  bool json = false;
};

struct EvalCommand {
  std::string query = {};  // the name of a row of evaluators.h
  std::string expression = {};
  std::string input_file = {};    // "-" for standard input; empty: {}
  std::string context_file = {};  // the same
  bool is_library = false;        // --library: the language without AWS's changes
  bool is_batch = false;  // requests come from standard input, and nothing of the above does
};

struct HealthCommand {
  std::string host;
  std::uint16_t port = 0;
};

// Nothing to run: --help, --version, or a mistake.
struct Finished {
  int status = 0;
  std::string output;  // for standard output
  std::string error;   // one line for standard error
};

using Command = std::variant<ServeCommand, ValidateCommand, EvalCommand, HealthCommand, Finished>;

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] Environment process_environment();

// arguments: without the program's name.
[[nodiscard]] Command parse_command_line(std::vector<std::string> arguments,
                                         const Environment& environment);

[[nodiscard]] std::string_view version();

}  // namespace sfn::server
