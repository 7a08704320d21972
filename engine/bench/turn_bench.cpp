// How many executions of small definitions the core takes per second on one thread: every turn is
// taken as the server takes it and every record encoded; where the commit would be, the batch is
// dropped. usage: sfn_turn_bench [SECONDS]
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/asl/definition.h"
#include "engine/execution/record_codec.h"
#include "engine/execution/turn.h"
#include "engine/states/catch.h"
#include "engine/states/retry.h"

namespace {

using namespace sfn;
using namespace sfn::engine;
using Clock = std::chrono::steady_clock;

struct Case {
  std::string_view name;
  std::string definition;
  std::string input;
};

std::string list_of(std::size_t items) {
  std::string list = "[";
  for (std::size_t i = 0; i < items; ++i) list += (i == 0 ? "" : ",") + std::to_string(i);
  return list + "]";
}

struct Totals {
  std::size_t executions = 0;
  std::size_t records = 0;
  std::size_t bytes = 0;
};

void run_one(const std::shared_ptr<const CompiledDefinition>& definition, const Json& input,
             Random& random, Totals& totals) {
  Execution execution;
  execution.header = {"arn:aws:states:us-east-1:123456789012:execution:machine:run",
                      "run",
                      "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
                      "machine",
                      "us-east-1",
                      definition,
                      1};
  execution.input = input;
  execution.role_arn = "arn:aws:iam::123456789012:role/role";
  std::array<Signal, 1> signals{signal::Start{}};
  for (bool more = true; more; signals[0] = signal::Continue{}) {
    const Turn turn = take_turn(
        execution, signals, {.now = from_epoch_milliseconds(1'790'000'000'000), .random = random});
    for (const Record& record : turn.records) totals.bytes += encode_record(record).payload.size();
    totals.records += turn.records.size();
    more = turn.more;
  }
  if (execution.status != Status::Succeeded) {
    std::fprintf(stderr, "an execution did not succeed\n");
    std::exit(1);
  }
  ++totals.executions;
}

void measure(const Case& of, std::chrono::duration<double> time) {
  const Compilation compiled = compile_definition(of.definition, MachineType::Standard);
  if (!compiled.definition) {
    std::fprintf(stderr, "%s\n", invalid_definition_message(compiled.diagnostics).c_str());
    std::exit(1);
  }
  const Json input = Json::parse_trusted(of.input);
  Random random{1};
  Totals totals;
  const auto start = Clock::now();
  std::chrono::duration<double> took{0};
  while (took < time) {
    for (int i = 0; i < 20; ++i) run_one(compiled.definition, input, random, totals);
    took = Clock::now() - start;
  }
  std::printf("%-28s %10.0f executions/s %12.0f records/s %8.1f us each %6zu bytes each\n",
              std::string(of.name).c_str(), static_cast<double>(totals.executions) / took.count(),
              static_cast<double>(totals.records) / took.count(),
              took.count() * 1e6 / static_cast<double>(totals.executions),
              totals.bytes / totals.executions);
}

}  // namespace

int main(int argc, char** argv) {
  const std::chrono::duration<double> time{argc > 1 ? std::atof(argv[1]) : 2.0};
  const std::array<Case, 6> cases{{
      {"pass", R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})", R"({"a":1})"},
      {"ten passes with templates",
       [] {
         std::string states;
         for (int i = 0; i < 10; ++i) {
           states +=
               (i == 0 ? "\"S" : ",\"S") + std::to_string(i) +
               R"j(":{"Type":"Pass","Parameters":{"a.$":"$.a","b.$":"States.Format('{}', $.a)"},)j" +
               (i == 9 ? R"("End":true})" : R"("Next":"S)" + std::to_string(i + 1) + "\"}");
         }
         return R"({"StartAt":"S0","States":{)" + states + "}}";
       }(),
       R"({"a":"x"})"},
      {"ten passes with expressions",
       [] {
         std::string states;
         for (int i = 0; i < 10; ++i) {
           states += (i == 0 ? "\"S" : ",\"S") + std::to_string(i) +
                     R"j(":{"Type":"Pass","Output":{"a":"{% $states.input.a %}",)j" +
                     R"j("b":"{% $states.input.a & '!' %}"},)j" +
                     (i == 9 ? R"("End":true})" : R"("Next":"S)" + std::to_string(i + 1) + "\"}");
         }
         return R"({"QueryLanguage":"JSONata","StartAt":"S0","States":{)" + states + "}}";
       }(),
       R"({"a":"x"})"},
      {"parallel of three passes",
       R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
         {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
         {"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}},
         {"StartAt":"C","States":{"C":{"Type":"Pass","End":true}}}]}}})",
       R"({"a":1})"},
      {"inline map of 1,000 passes",
       R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,
         "ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}})",
       list_of(1000)},
      {"inline map of 5,000 passes",
       R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,
         "ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}})",
       list_of(5000)},
  }};
  for (const Case& of : cases) measure(of, time);
  return 0;
}
