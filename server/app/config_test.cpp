#include "server/app/config.h"

#include <fstream>
#include <map>

#include "base/testing/catch.h"
#include "persistence/testing/temporary_directory.h"

namespace sfn::server {
namespace {

using Variables = std::map<std::string, std::string>;

Environment environment_of(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::make_optional(found->second);
  };
}

Command parse(std::vector<std::string> arguments, Variables variables = {}) {
  return parse_command_line(std::move(arguments), environment_of(std::move(variables)));
}

ServeCommand serve_command(std::vector<std::string> arguments, Variables variables = {}) {
  Command command = parse(std::move(arguments), std::move(variables));
  if (const auto* const finished = std::get_if<Finished>(&command)) FAIL(finished->error);
  REQUIRE(std::holds_alternative<ServeCommand>(command));
  return std::get<ServeCommand>(std::move(command));
}

// The one line that a mistake is told in.
std::string mistake(std::vector<std::string> arguments, Variables variables = {}) {
  const Command command = parse(std::move(arguments), std::move(variables));
  REQUIRE(std::holds_alternative<Finished>(command));
  const auto& finished = std::get<Finished>(command);
  CHECK(finished.status == 2);
  CHECK(finished.output.empty());
  CHECK(finished.error.find('\n') == std::string::npos);
  return finished.error;
}

// A configuration file in a directory of the test's own.
class File {
 public:
  explicit File(const std::string& text) : path_((directory_.path() / "config.toml").string()) {
    std::ofstream{path_} << text;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  persistence::testing::TemporaryDirectory directory_;
  std::string path_;
};

}  // namespace

TEST_CASE(
    "config: without options the server has the defaults of AWS Step Functions Local, on this "
    "machine only",
    "[server][config]") {
  const ServeCommand command = serve_command({});
  CHECK(command.http.host == "127.0.0.1");
  CHECK(command.http.port == 8083);
  CHECK(command.http.limits.connections == 20'000);
  CHECK(command.store.directory == ".sfn-emulator");
  CHECK(command.store.durability == persistence::Durability::Full);
  CHECK(command.default_caller.account == "123456789012");
  CHECK(command.default_caller.region == "us-east-1");
  CHECK_FALSE(command.integrations.lambda.endpoint);
  CHECK(command.integrations.lambda.send_qualifier);
  CHECK(command.integrations.credentials.access_key_id == "test");
  CHECK(command.log_level == LogLevel::Info);
  CHECK(command.log_dir.empty());
  CHECK(command.warnings.empty());
}

TEST_CASE("config: every option reaches its place", "[server][config]") {
  const ServeCommand command =
      serve_command({"--port",
                     "0",
                     "--host",
                     "0.0.0.0",
                     "--data-dir",
                     "d",
                     "--durability",
                     "normal",
                     "--aws-account",
                     "999999999999",
                     "--region",
                     "eu-west-1",
                     "--lambda-endpoint",
                     "http://l:1",
                     "--function-endpoint",
                     "f=http://f:1",
                     "--function-endpoint",
                     "g:live=http://g:2/2015-03-31/functions/function/invocations",
                     "--lambda-no-qualifier",
                     "--allow-origin",
                     "http://localhost:3000",
                     "--threads",
                     "3",
                     "--turn-threads",
                     "5",
                     "--max-connections",
                     "7",
                     "--log-level",
                     "debug",
                     "--log-dir",
                     "logs"});
  CHECK(command.log_dir == "logs");
  CHECK(command.http.port == 0);
  CHECK(command.http.host == "0.0.0.0");
  CHECK(command.http.threads == 3);
  CHECK(command.http.limits.connections == 7);
  CHECK(command.turn_threads == 5);
  CHECK(command.store.directory == "d");
  CHECK(command.store.durability == persistence::Durability::Normal);
  CHECK(command.default_caller.account == "999999999999");
  CHECK(command.default_caller.region == "eu-west-1");
  CHECK(command.integrations.lambda.endpoint == "http://l:1");
  CHECK(
      command.integrations.lambda.function_endpoints ==
      std::map<std::string, std::string>{
          {"f", "http://f:1"}, {"g:live", "http://g:2/2015-03-31/functions/function/invocations"}});
  CHECK_FALSE(command.integrations.lambda.send_qualifier);
  CHECK(command.browsers.allowed_origins == std::vector<std::string>{"http://localhost:3000"});
  CHECK(command.log_level == LogLevel::Debug);
}

TEST_CASE("config: --in-memory goes before any directory", "[server][config]") {
  CHECK(serve_command({"--in-memory"}).store.directory.empty());
  CHECK(serve_command({"--data-dir", "d", "--in-memory"}).store.directory.empty());
  CHECK(serve_command({}, {{"SFN_IN_MEMORY", "true"}, {"SFN_DATA_DIR", "d"}})
            .store.directory.empty());
  CHECK(serve_command({}, {{"SFN_IN_MEMORY", "false"}}).store.directory == ".sfn-emulator");
}

TEST_CASE("config: `serve` is what happens anyway", "[server][config]") {
  CHECK(serve_command({"serve", "--port", "1"}).http.port == 1);
}

TEST_CASE("config: flags go before the environment, that before a file, that before the defaults",
          "[server][config]") {
  const File file{"port = 3\nhost = \"0.0.0.0\"\nregion = \"eu-west-3\"\n"};
  const Variables variables{{"SFN_PORT", "2"}, {"SFN_HOST", "::1"}, {"SFN_CONFIG", file.path()}};
  const ServeCommand all = serve_command({"--port", "1"}, variables);
  CHECK(all.http.port == 1);
  CHECK(all.http.host == "::1");
  CHECK(all.default_caller.region == "eu-west-3");
  CHECK(all.default_caller.account == "123456789012");
  CHECK(serve_command({}, variables).http.port == 2);
  CHECK(serve_command({"--config", file.path()}).http.port == 3);
}

TEST_CASE(
    "config: the environment variables of AWS Step Functions Local and of SDKs are understood",
    "[server][config]") {
  CHECK(serve_command({}, {{"AWS_ACCOUNT_ID", "111111111111"}}).default_caller.account ==
        "111111111111");
  CHECK(serve_command({}, {{"AWS_DEFAULT_REGION", "eu-west-1"}}).default_caller.region ==
        "eu-west-1");
  CHECK(serve_command({}, {{"AWS_REGION", "eu-west-2"}, {"AWS_DEFAULT_REGION", "eu-west-1"}})
            .default_caller.region == "eu-west-2");
  CHECK(serve_command({}, {{"LAMBDA_ENDPOINT", "http://l:1"}}).integrations.lambda.endpoint ==
        "http://l:1");
  CHECK(
      serve_command({}, {{"AWS_ENDPOINT_URL_LAMBDA", "http://l:2"}}).integrations.lambda.endpoint ==
      "http://l:2");
  CHECK(
      serve_command({}, {{"SFN_LAMBDA_ENDPOINT", "http://l:3"}, {"LAMBDA_ENDPOINT", "http://l:1"}})
          .integrations.lambda.endpoint == "http://l:3");
  CHECK(serve_command({}, {{"SFN_FUNCTION_ENDPOINTS", "f=http://f,g=http://g"}})
            .integrations.lambda.function_endpoints.size() == 2);
  const engine::Credentials credentials = serve_command({}, {{"AWS_ACCESS_KEY_ID", "id"},
                                                             {"AWS_SECRET_ACCESS_KEY", "key"},
                                                             {"AWS_SESSION_TOKEN", "token"}})
                                              .integrations.credentials;
  CHECK(credentials.access_key_id == "id");
  CHECK(credentials.secret_access_key == "key");
  CHECK(credentials.session_token == "token");
}

TEST_CASE("config: an environment variable without a value is not there", "[server][config]") {
  CHECK(serve_command({}, {{"SFN_PORT", ""}, {"AWS_SESSION_TOKEN", ""}, {"SFN_CONFIG", ""}})
            .http.port == 8083);
}

TEST_CASE("config: the endpoint of all services serves functions, unless it is this very server",
          "[server][config]") {
  CHECK(serve_command({}, {{"AWS_ENDPOINT_URL", "http://localhost:4566"}})
            .integrations.lambda.endpoint == "http://localhost:4566");
  CHECK_FALSE(serve_command({}, {{"AWS_ENDPOINT_URL", "http://localhost:8083/"}})
                  .integrations.lambda.endpoint);
  CHECK_FALSE(serve_command({"--port", "4566"}, {{"AWS_ENDPOINT_URL", "http://localhost:4566"}})
                  .integrations.lambda.endpoint);
  CHECK(serve_command({"--lambda-endpoint", "http://l"},
                      {{"AWS_ENDPOINT_URL", "http://localhost:4566"}})
            .integrations.lambda.endpoint == "http://l");
}

TEST_CASE("config: a known variable that has no effect here is not passed over in silence",
          "[server][config]") {
  const auto warnings =
      serve_command({}, {{"WAIT_TIME_SCALE", "0.1"}, {"SFN_MOCK_CONFIG", "mocks.json"}}).warnings;
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].find("WAIT_TIME_SCALE") != std::string::npos);
  CHECK(warnings[1].find("SFN_MOCK_CONFIG") != std::string::npos);
}

TEST_CASE("config: a mistake is one line that names the option and the value", "[server][config]") {
  struct Row {
    std::vector<std::string> arguments;
    std::vector<std::string> words;
  };
  const std::vector<Row> rows{
      {{"--port", "x"}, {"--port", "x"}},
      {{"--port", "65536"}, {"--port", "65536"}},
      {{"--port", "-1"}, {"--port"}},
      {{"--port"}, {"--port"}},
      {{"--host", ""}, {"--host"}},
      {{"--data-dir", ""}, {"--data-dir"}},
      {{"--durability", "some"}, {"--durability", "some"}},
      {{"--account", "1234"}, {"--account", "1234"}},
      {{"--region", "US EAST"}, {"--region", "US EAST"}},
      {{"--region", "a:b"}, {"--region", "a:b"}},
      {{"--lambda-endpoint", "localhost:3001"}, {"--lambda-endpoint", "localhost:3001"}},
      {{"--lambda-endpoint", "http://"}, {"--lambda-endpoint"}},
      {{"--lambda-endpoint", "http://h:99999"}, {"--lambda-endpoint", "http://h:99999"}},
      {{"--function-endpoint", "f"}, {"--function-endpoint", "NAME=URL"}},
      {{"--function-endpoint", "=http://f"}, {"--function-endpoint", "NAME=URL"}},
      {{"--function-endpoint", "f=f:1"}, {"--function-endpoint", "f:1"}},
      {{"--allow-origin", "*"}, {"--allow-origin", "*"}},
      {{"--allow-origin", "http://localhost:3000/"}, {"--allow-origin"}},
      {{"--threads", "0"}, {"--threads", "0"}},
      {{"--turn-threads", "0"}, {"--turn-threads", "0"}},
      {{"--max-connections", "0"}, {"--max-connections"}},
      {{"--log-level", "loud"}, {"--log-level", "loud"}},
      {{"--unknown"}, {"--unknown"}},
      {{"word"}, {"word"}},
      {{"validate"}, {"FILE"}},
      {{"validate", "f", "--type", "OTHER"}, {"--type", "OTHER"}},
      {{"eval"}, {"EXPRESSION"}},
      {{"eval", "$", "--query", "xpath"}, {"--query", "xpath"}},
      {{"eval", "$", "--batch"}, {"--batch"}},
      {{"eval", "--batch", "--input", "f"}, {"--batch"}},
      {{"health", "--port", "0"}, {"--port"}},
  };
  for (const Row& row : rows) {
    std::string line;
    for (const std::string& argument : row.arguments) line += argument + " ";
    CAPTURE(line);
    const std::string text = mistake(row.arguments);
    CAPTURE(text);
    for (const std::string& word : row.words) CHECK(text.find(word) != std::string::npos);
  }
}

TEST_CASE("config: a mistake in the environment or in a file says where it is",
          "[server][config]") {
  CHECK(mistake({}, {{"SFN_PORT", "x"}}).find("the environment variable SFN_PORT") !=
        std::string::npos);
  CHECK(mistake({}, {{"LAMBDA_ENDPOINT", "l"}}).find("the environment variable LAMBDA_ENDPOINT") !=
        std::string::npos);
  CHECK(mistake({}, {{"AWS_ENDPOINT_URL", "l"}}).find("AWS_ENDPOINT_URL") != std::string::npos);
  CHECK(mistake({}, {{"SFN_IN_MEMORY", "perhaps"}}).find("SFN_IN_MEMORY") != std::string::npos);
  CHECK(mistake({"--config", "/nowhere/at/all"}).find("/nowhere/at/all") != std::string::npos);
  const File unknown{"prot = 1\n"};
  CHECK(mistake({"--config", unknown.path()}).find("'prot'") != std::string::npos);
  const File section{"[http]\nport = 1\n"};
  CHECK(mistake({"--config", section.path()}).find("'http.port'") != std::string::npos);
  const File wrong{"port = \"x\"\n"};
  CHECK(mistake({"--config", wrong.path()}).find(wrong.path()) != std::string::npos);
}

TEST_CASE("config: --help and --version are no mistakes", "[server][config]") {
  const Command help = parse({"--help"});
  REQUIRE(std::holds_alternative<Finished>(help));
  CHECK(std::get<Finished>(help).status == 0);
  const Command shown = parse({"--version"});
  REQUIRE(std::holds_alternative<Finished>(shown));
  CHECK(std::get<Finished>(shown).output == "sfn-emulator " + std::string(version()) + "\n");
}

TEST_CASE("config: --help has every option with its variables, and all subcommands",
          "[server][config]") {
  const Command help = parse({"--help"});
  const std::string text = std::get<Finished>(help).output;
  for (const char* const word : {"--port",
                                 "--host",
                                 "--data-dir",
                                 "--in-memory",
                                 "--durability",
                                 "--account",
                                 "--aws-account",
                                 "--region",
                                 "--lambda-endpoint",
                                 "--function-endpoint",
                                 "--lambda-no-qualifier",
                                 "--allow-origin",
                                 "--threads",
                                 "--turn-threads",
                                 "--max-connections",
                                 "--log-level",
                                 "--config",
                                 "--version",
                                 "validate",
                                 "eval",
                                 "health",
                                 "SFN_PORT",
                                 "SFN_HOST",
                                 "SFN_DATA_DIR",
                                 "SFN_IN_MEMORY",
                                 "SFN_DURABILITY",
                                 "SFN_ACCOUNT",
                                 "AWS_ACCOUNT_ID",
                                 "SFN_REGION",
                                 "AWS_REGION",
                                 "AWS_DEFAULT_REGION",
                                 "SFN_LAMBDA_ENDPOINT",
                                 "LAMBDA_ENDPOINT",
                                 "AWS_ENDPOINT_URL_LAMBDA",
                                 "SFN_FUNCTION_ENDPOINTS",
                                 "SFN_LAMBDA_NO_QUALIFIER",
                                 "SFN_ALLOW_ORIGINS",
                                 "SFN_THREADS",
                                 "SFN_TURN_THREADS",
                                 "SFN_MAX_CONNECTIONS",
                                 "SFN_LOG_LEVEL",
                                 "SFN_CONFIG",
                                 "AWS_ENDPOINT_URL",
                                 "AWS_ACCESS_KEY_ID",
                                 "AWS_SECRET_ACCESS_KEY",
                                 "AWS_SESSION_TOKEN"}) {
    CAPTURE(word);
    CHECK(text.find(word) != std::string::npos);
  }
}

TEST_CASE("config: validate takes files and a type", "[server][config]") {
  const Command command = parse({"validate", "a.json", "b.json", "--type", "EXPRESS"});
  REQUIRE(std::holds_alternative<ValidateCommand>(command));
  const auto& validate = std::get<ValidateCommand>(command);
  CHECK(validate.files == std::vector<std::string>{"a.json", "b.json"});
  CHECK(validate.type == engine::MachineType::Express);
  CHECK_FALSE(validate.json);
  CHECK(std::get<ValidateCommand>(parse({"validate", "a.json", "--json"})).json);
}

TEST_CASE("config: eval takes an expression and files, or a batch", "[server][config]") {
  const auto eval = [](std::vector<std::string> arguments) {
    const Command command = parse(std::move(arguments));
    REQUIRE(std::holds_alternative<EvalCommand>(command));
    return std::get<EvalCommand>(command);
  };
  const EvalCommand one = eval({"eval", "$.a", "--input", "-", "--context", "c.json"});
  CHECK(one.query == "jsonpath");
  CHECK(one.expression == "$.a");
  CHECK(one.input_file == "-");
  CHECK(one.context_file == "c.json");
  CHECK(!one.is_batch);
  CHECK(eval({"eval", "--query", "jsonpath", "--batch"}).is_batch);
  for (const char* const text : {"", "[]", R"(["a","b"])", R"({"a":1})", "$['a','b']"}) {
    CAPTURE(text);
    CHECK(eval({"eval", text}).expression == text);
  }
}

TEST_CASE("config: health asks where the server can be reached", "[server][config]") {
  const auto asked = [](std::vector<std::string> arguments, Variables variables) {
    const Command command = parse(std::move(arguments), std::move(variables));
    REQUIRE(std::holds_alternative<HealthCommand>(command));
    const auto& health = std::get<HealthCommand>(command);
    return health.host + " " + std::to_string(health.port);
  };
  CHECK(asked({"health"}, {}) == "127.0.0.1 8083");
  CHECK(asked({"health"}, {{"SFN_HOST", "0.0.0.0"}, {"SFN_PORT", "1"}}) == "127.0.0.1 1");
  CHECK(asked({"health", "--port", "2"}, {{"SFN_HOST", "::"}, {"SFN_PORT", "1"}}) == "::1 2");
}

}  // namespace sfn::server
