#include "server/app/config.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "engine/integrations/integration.h"
#include "server/app/evaluators.h"
#include "server/protocol/caller.h"

namespace sfn::server {
namespace {

constexpr std::size_t kMostIoThreads = 4;
constexpr std::uint16_t kDefaultPort = 8083;  // of AWS Step Functions Local

// A mistake of the user, in one line.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// More threads than this only move connections between caches; turns and commits have threads of
// their own.
std::size_t default_io_threads() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency() / 2, 1, kMostIoThreads);
}

std::string check_url(const std::string& url) {
  return engine::parse_url(url) ? std::string{} : "'" + url + "' is no http:// or https:// URL";
}

std::string check_function_endpoint(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos)
    return "'" + text + "' is not of the form NAME=URL";
  return check_url(text.substr(equals + 1));
}

std::string check_account(const std::string& text) {
  return is_account(text) ? std::string{} : "'" + text + "' is not an account of twelve digits";
}

std::string check_region(const std::string& text) {
  return is_region(text) ? std::string{} : "'" + text + "' is not the name of a region";
}

// scheme://host[:port], which is what browsers send.
std::string check_origin(const std::string& text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string::npos || scheme == 0 ||
      text.find('/', scheme + 3) != std::string::npos || text.size() == scheme + 3) {
    return "'" + text + "' is no origin such as http://localhost:3000";
  }
  return {};
}

std::string check_directory(const std::string& text) {
  return text.empty() ? "a directory is needed" : std::string{};
}

std::string check_host(const std::string& text) {
  return text.empty() ? "a host is needed" : std::string{};
}

// The options of one command, and for each the environment variables that stand for it. Precedence,
// highest first: flags, environment, configuration file, defaults; CLI11 itself would put the file
// before the environment.
class Layers {
 public:
  Layers(CLI::App& app, const Environment& environment) : app_(app), environment_(environment) {}

  template <typename T>
  CLI::Option* option(const std::string& names, T& target, const std::string& description,
                      std::vector<std::string> variables = {}) {
    CLI::Option* const added =
        app_.add_option(names, target, described(description, variables))->take_last();
    return remember(added, std::move(variables));
  }
  CLI::Option* list(const std::string& names, std::vector<std::string>& target,
                    const std::string& description, std::vector<std::string> variables = {}) {
    // One argument for each occurrence, else a list would take the next argument too.
    CLI::Option* const added = app_.add_option(names, target, described(description, variables))
                                   ->allow_extra_args(false)
                                   ->delimiter(',');
    return remember(added, std::move(variables));
  }
  CLI::Option* flag(const std::string& names, bool& target, const std::string& description,
                    std::vector<std::string> variables = {}) {
    CLI::Option* const added = app_.add_flag(names, target, described(description, variables));
    return remember(added, std::move(variables));
  }

  void apply_environment() {
    for (const auto& [option, variables] : variables_) {
      for (const std::string& variable : variables) {
        const auto value = environment_(variable);
        if (!value || value->empty() || option->count() != 0) continue;
        set(*option, {*value}, "the environment variable " + variable);
      }
    }
  }

  void apply_file(const std::string& file) {
    std::vector<CLI::ConfigItem> items;
    try {
      items = app_.get_config_formatter_base()->from_file(file);
    } catch (const CLI::Error&) {
      throw ConfigError("the configuration file '" + file + "' cannot be read");
    }
    std::map<CLI::Option*, std::vector<std::string>> values;
    for (const CLI::ConfigItem& item : items) {
      if (item.name == "++" || item.name == "--")
        continue;  // CLI11's marks of where a section begins and ends
      CLI::Option* const option =
          item.parents.empty() ? app_.get_option_no_throw("--" + item.name) : nullptr;
      if (option == nullptr || variables_.count(option) == 0) {
        throw ConfigError("the configuration file '" + file + "' has the unknown option '" +
                          item.fullname() + "'");
      }
      values[option].insert(values[option].end(), item.inputs.begin(), item.inputs.end());
    }
    for (auto& [option, inputs] : values) {
      if (option->count() == 0)
        set(*option, std::move(inputs), "the configuration file '" + file + "'");
    }
  }

 private:
  static std::string described(const std::string& description,
                               const std::vector<std::string>& variables) {
    return variables.empty() ? description
                             : description + " [" + CLI::detail::join(variables, ", ") + "]";
  }
  CLI::Option* remember(CLI::Option* option, std::vector<std::string> variables) {
    variables_.emplace(option, std::move(variables));
    return option;
  }
  static void set(CLI::Option& option, std::vector<std::string> values, const std::string& source) {
    try {
      option.add_result(std::move(values));
      option.run_callback();
    } catch (const CLI::Error& e) {
      throw ConfigError("in " + source + ": " + one_line(e.what()));
    }
  }

  CLI::App& app_;
  const Environment& environment_;
  std::map<CLI::Option*, std::vector<std::string>> variables_;
};

struct ServeOptions {
  std::string config_file;
  std::string host = "127.0.0.1";
  std::uint16_t port = kDefaultPort;
  std::string data_dir = ".sfn-emulator";
  bool in_memory = false;
  std::string durability = "full";
  std::string account = "123456789012";
  std::string region = "us-east-1";
  std::string lambda_endpoint;
  std::vector<std::string> function_endpoints;
  bool no_qualifier = false;
  std::vector<std::string> allowed_origins;
  std::size_t threads = default_io_threads();
  std::size_t turn_threads = 0;
  std::size_t max_connections = HttpLimits{}.connections;
  std::string log_level = "info";
  std::string log_dir;
};

constexpr std::array<const char*, 5> kLogLevels{"debug", "info", "warning", "error", "off"};

void declare(Layers& layers, ServeOptions& options) {
  layers
      .option("--port", options.port, "TCP port; 0 takes a free one, which is printed (8083)",
              {"SFN_PORT"})
      ->check(CLI::Range(0, 65535));
  layers.option("--host", options.host, "Address to listen on (127.0.0.1)", {"SFN_HOST"})
      ->check(check_host, "");
  layers
      .option("--data-dir", options.data_dir, "Directory of the store (.sfn-emulator)",
              {"SFN_DATA_DIR"})
      ->check(check_host, "");
  layers.flag("--in-memory", options.in_memory,
              "Keep everything in memory, whatever --data-dir says", {"SFN_IN_MEMORY"});
  layers
      .option("--durability", options.durability,
              "full: what was answered survives a power cut; normal: it survives a crash of the "
              "server (full)",
              {"SFN_DURABILITY"})
      ->check(CLI::IsMember(std::vector<std::string>{"full", "normal"}));
  layers
      .option("--account,--aws-account", options.account,
              "Account of callers whose access key id is not one (123456789012)",
              {"SFN_ACCOUNT", "AWS_ACCOUNT_ID"})
      ->check(check_account, "");
  layers
      .option("--region", options.region, "Region of callers that do not sign (us-east-1)",
              {"SFN_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"})
      ->check(check_region, "");
  layers
      .option("--lambda-endpoint", options.lambda_endpoint, "URL that answers Lambda's Invoke API",
              {"SFN_LAMBDA_ENDPOINT", "LAMBDA_ENDPOINT", "AWS_ENDPOINT_URL_LAMBDA"})
      ->check(check_url, "");
  layers
      .list("--function-endpoint", options.function_endpoints,
            "NAME=URL: another endpoint for one function, named by name, name:qualifier or ARN; a "
            "base URL or a whole "
            "invocation URL; may be repeated",
            {"SFN_FUNCTION_ENDPOINTS"})
      ->check(check_function_endpoint, "");
  layers.flag("--lambda-no-qualifier", options.no_qualifier,
              "Never send ?Qualifier= to Lambda endpoints: sam local start-lambda refuses it",
              {"SFN_LAMBDA_NO_QUALIFIER"});
  layers
      .list("--allow-origin", options.allowed_origins,
            "Origin of web pages that may call the server, e.g. http://localhost:3000; may be "
            "repeated",
            {"SFN_ALLOW_ORIGINS"})
      ->check(check_origin, "");
  layers
      .option("--threads", options.threads,
              "Threads for connections (half of the processors, at most 4)", {"SFN_THREADS"})
      ->check(CLI::Range(1, 64));
  layers
      .option("--turn-threads", options.turn_threads,
              "Threads that run executions (as many as processors)", {"SFN_TURN_THREADS"})
      ->check(CLI::Range(1, 256));
  layers
      .option("--max-connections", options.max_connections,
              "Connections at a time; more wait to be accepted (20000)", {"SFN_MAX_CONNECTIONS"})
      ->check(CLI::Range(1, 1'000'000));
  layers
      .option("--log-level", options.log_level, "debug, info, warning, error or off (info)",
              {"SFN_LOG_LEVEL"})
      ->check(CLI::IsMember(std::vector<std::string>{kLogLevels.begin(), kLogLevels.end()}));
  layers
      .option("--log-dir", options.log_dir,
              "Directory for what machines with a loggingConfiguration log, a file for each log "
              "group; - for standard output (nowhere)",
              {"SFN_LOG_DIR"})
      ->check(check_directory, "");
}

engine::Credentials credentials_of(const Environment& environment) {
  // From the environment only: other users of the machine can read a command line.
  engine::Credentials credentials;
  if (auto id = environment("AWS_ACCESS_KEY_ID"); id && !id->empty())
    credentials.access_key_id = *std::move(id);
  if (auto key = environment("AWS_SECRET_ACCESS_KEY"); key && !key->empty())
    credentials.secret_access_key = *std::move(key);
  if (auto token = environment("AWS_SESSION_TOKEN"); token && !token->empty())
    credentials.session_token = std::move(token);
  return credentials;
}

// AWS_ENDPOINT_URL is where SDKs find every service. It often names this very server, for the sake
// of its clients; that one has no functions.
std::optional<std::string> common_endpoint(const Environment& environment, std::uint16_t own_port) {
  auto url = environment("AWS_ENDPOINT_URL");
  if (!url || url->empty()) return std::nullopt;
  if (const std::string fault = check_url(*url); !fault.empty()) {
    throw ConfigError("in the environment variable AWS_ENDPOINT_URL: " + fault);
  }
  const std::size_t host = url->find("://") + 3;
  const std::string authority = url->substr(host, url->find('/', host) - host);
  if (authority.ends_with(":" + std::to_string(own_port))) return std::nullopt;
  return url;
}

constexpr const char* kExpression = "EXPRESSION";

void declare(CLI::App& app, EvalCommand& eval) {
  std::vector<std::string> languages;
  for (const Evaluator& evaluator : evaluators()) languages.emplace_back(evaluator.name);
  eval.query = languages.front();
  CLI::Option* const expression =
      app.add_option(kExpression, eval.expression,
                     "A path, a function call or a payload template; a JSONata expression");
  app.add_option("--query", eval.query, "Query language (" + languages.front() + ")")
      ->check(CLI::IsMember(languages));
  app.add_flag("--library", eval.is_library,
               "JSONata as its reference implementation has it, without AWS's changes");
  CLI::Option* const input =
      app.add_option("--input", eval.input_file, "File with the input, - for standard input ({})");
  CLI::Option* const context =
      app.add_option("--context", eval.context_file, "File with the context object ({})");
  app.add_flag("--batch", eval.is_batch,
               "Answer lines of standard input: {\"expr\": ..., \"input\": ..., \"context\": ...}")
      ->excludes(expression)
      ->excludes(input)
      ->excludes(context);
}

std::vector<std::string> warnings_of(const Environment& environment) {
  std::vector<std::string> warnings;
  // Known from AWS Step Functions Local; silence would let users believe that they work.
  for (const char* const name : {"WAIT_TIME_SCALE", "SFN_MOCK_CONFIG"}) {
    const auto value = environment(name);
    if (value && !value->empty())
      warnings.push_back("the environment variable " + std::string(name) + " has no effect");
  }
  return warnings;
}

ServeCommand to_command(ServeOptions options, const Environment& environment) {
  ServeCommand command;
  command.http.host = options.host == "localhost" ? "127.0.0.1" : std::move(options.host);
  command.http.port = options.port;
  command.http.threads = options.threads;
  command.http.limits.connections = options.max_connections;
  command.browsers.allowed_origins = std::move(options.allowed_origins);
  if (!options.in_memory) command.store.directory = std::move(options.data_dir);
  command.store.durability = options.durability == "normal" ? persistence::Durability::Normal
                                                            : persistence::Durability::Full;
  engine::LambdaSettings& lambda = command.integrations.lambda;
  if (!options.lambda_endpoint.empty()) {
    lambda.endpoint = std::move(options.lambda_endpoint);
  } else {
    lambda.endpoint = common_endpoint(environment, options.port);
  }
  for (const std::string& text : options.function_endpoints) {
    const std::size_t equals = text.find('=');
    lambda.function_endpoints.insert_or_assign(text.substr(0, equals), text.substr(equals + 1));
  }
  lambda.send_qualifier = !options.no_qualifier;
  command.integrations.credentials = credentials_of(environment);
  command.turn_threads = options.turn_threads;
  command.default_caller = {std::move(options.account), std::move(options.region)};
  const auto level = std::find(kLogLevels.begin(), kLogLevels.end(), options.log_level);
  command.log_level = static_cast<LogLevel>(level - kLogLevels.begin());
  command.log_dir = std::move(options.log_dir);
  command.warnings = warnings_of(environment);
  return command;
}

// What runs anywhere is asked for where it can be reached.
std::string reachable(const std::string& host) {
  if (host == "0.0.0.0" || host == "localhost") return "127.0.0.1";
  return host == "::" ? "::1" : host;
}

constexpr const char* kDescription =
    "A local AWS Step Functions server.\n"
    "usage: sfn-emulator [serve] [OPTIONS] | validate FILE... | eval EXPRESSION | health\n"
    "Options of the command line come before environment variables (in brackets), these before the "
    "configuration file, and that "
    "before the defaults (in parentheses).";
constexpr const char* kFooter =
    "Credentials for calling functions: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, "
    "AWS_SESSION_TOKEN (test, test, none).\n"
    "Without any other endpoint for functions AWS_ENDPOINT_URL is taken.\n"
    "A configuration file has one option a line, named as above: port = 8083";

}  // namespace

// Log levels are cast by position.
static_assert(static_cast<int>(LogLevel::Debug) == 0 &&
              static_cast<int>(LogLevel::Off) == kLogLevels.size() - 1);

std::string_view version() { return SFN_VERSION; }

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

Command parse_command_line(std::vector<std::string> arguments, const Environment& environment) {
  // `serve` is what happens anyway; as a subcommand of its own it would need a second copy of every
  // option.
  if (!arguments.empty() && arguments.front() == "serve") arguments.erase(arguments.begin());

  CLI::App app{kDescription, "sfn-emulator"};
  app.footer(kFooter);
  app.set_version_flag("--version", "sfn-emulator " + std::string(version()));
  app.require_subcommand(0, 1);
  Layers layers{app, environment};
  ServeOptions serve;
  declare(layers, serve);
  CLI::Option* const config_file =
      app.add_option("--config", serve.config_file, "Configuration file, TOML or INI [SFN_CONFIG]");

  ValidateCommand validate;
  std::string type = "STANDARD";
  CLI::App* const validating = app.add_subcommand(
      "validate", "Check definitions and print what is wrong with them; 1 if anything is");
  validating->add_option("FILE", validate.files, "Files with one definition each")->required();
  validating->add_option("--type", type, "Type of the state machines (STANDARD)")
      ->check(CLI::IsMember(std::vector<std::string>{"STANDARD", "EXPRESS"}));
  validating->add_flag("--json", validate.json,
                       "One line for each file: the answer of ValidateStateMachineDefinition");

  EvalCommand eval;
  CLI::App* const evaluating =
      app.add_subcommand("eval", "Evaluate an expression and print its result; 1 if it fails");
  declare(*evaluating, eval);

  std::string health_host = "127.0.0.1";
  std::uint16_t health_port = kDefaultPort;
  CLI::App* const asking =
      app.add_subcommand("health", "Ask a running server whether it works; 1 if it does not");
  Layers health_layers{*asking, environment};
  health_layers.option("--host", health_host, "Where the server listens (127.0.0.1)", {"SFN_HOST"})
      ->check(check_host, "");
  health_layers.option("--port", health_port, "Its port (8083)", {"SFN_PORT"})
      ->check(CLI::Range(1, 65535));

  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    app.parse(std::move(arguments));
    if (validating->parsed()) {
      validate.type =
          type == "EXPRESS" ? engine::MachineType::Express : engine::MachineType::Standard;
      return validate;
    }
    if (evaluating->parsed()) {
      if (!eval.is_batch && evaluating->count(kExpression) == 0)
        throw ConfigError("eval needs an EXPRESSION or --batch");
      if (eval.is_library && find_evaluator(eval.query)->answer_library == nullptr)
        throw ConfigError("--library: " + eval.query + " is the same everywhere");
      return eval;
    }
    if (asking->parsed()) {
      health_layers.apply_environment();
      return HealthCommand{reachable(health_host), health_port};
    }
    layers.apply_environment();
    if (config_file->count() == 0) serve.config_file = environment("SFN_CONFIG").value_or("");
    if (!serve.config_file.empty()) layers.apply_file(serve.config_file);
    return to_command(std::move(serve), environment);
  } catch (const CLI::CallForHelp&) {
    return Finished{0, app.help(), {}};
  } catch (const CLI::CallForVersion& e) {
    return Finished{0, std::string(e.what()) + "\n", {}};
  } catch (const CLI::Error& e) {
    return Finished{2, {}, one_line(e.what()) + " (--help lists the options)"};
  } catch (const ConfigError& e) {
    return Finished{2, {}, e.what()};
  }
}

}  // namespace sfn::server
