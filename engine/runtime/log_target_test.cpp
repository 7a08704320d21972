#include "engine/runtime/log_target.h"

#include <set>
#include <vector>

#include "base/testing/catch.h"
#include "engine/runtime/revision_settings.h"

namespace sfn::engine {
namespace {

const std::string kGroup = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/states/m:*";

persistence::RevisionRow revision_with(const api::LoggingConfiguration& logging) {
  persistence::RevisionRow revision;
  revision.settings = encode_settings({logging, {}, {}});
  return revision;
}

api::LoggingConfiguration logging_to(const std::string& group, api::LogLevelSetting level) {
  api::LoggingConfiguration logging;
  logging.level = level;
  logging.destinations = {api::LogDestination{api::CloudWatchLogsLogGroup{group}}};
  return logging;
}

}  // namespace

TEST_CASE("Log target: a group has a file of its own, whatever is in its name", "[runtime][logs]") {
  CHECK(log_file_name(kGroup) == "+aws+states+m@123456789012@us-east-1.log");
  const auto in = [](const std::string& group, const std::string& account = "1",
                     const std::string& region = "r") {
    return log_file_name("arn:aws:logs:" + region + ":" + account + ":log-group:" + group + ":*");
  };
  const std::set<std::string> names{in("a/b"),    in("a+b"),         in("a%2Fb"), in("a"),
                                    in("a", "2"), in("a", "1", "s"), in("a@2"),   in("a:b"),
                                    in("../a"),   in("..%2Fa"),      in(""),      in("a\nb")};
  CHECK(names.size() == 12);
  for (const std::string& name : names) {
    CHECK(name.find('/') == std::string::npos);
    CHECK_FALSE(name.starts_with("."));
    CHECK(name.find('\n') == std::string::npos);
  }
  CHECK(log_file_name("arn:wrong/x") == "arn:wrong+x.log");
}

TEST_CASE("Log target: only a level and a group make one", "[runtime][logs]") {
  CHECK(log_target_of({}) == nullptr);
  CHECK(log_target_of(revision_with({})) == nullptr);
  CHECK(log_target_of(revision_with(logging_to(kGroup, api::LogLevelSetting::Off))) == nullptr);
  api::LoggingConfiguration logging = logging_to(kGroup, api::LogLevelSetting::Error);
  auto target = log_target_of(revision_with(logging));
  REQUIRE(target != nullptr);
  CHECK(target->level == api::LogLevelSetting::Error);
  CHECK(target->data == api::ExecutionData::LeftOut);
  logging.include_execution_data = true;
  CHECK(log_target_of(revision_with(logging))->data == api::ExecutionData::Included);
  logging.destinations->clear();
  CHECK(log_target_of(revision_with(logging)) == nullptr);
}

TEST_CASE("Log target: writes a line for each event that its level asks for", "[runtime][logs]") {
  Execution execution;
  execution.header.execution_arn = "arn:e";
  const WorkflowTime at = from_epoch_milliseconds(1'767'225'601'000);
  const std::vector<Record> records{
      {1, 1, 0, at, record::ExecutionStarted{Json{}, "r", std::nullopt}},
      {2, 2, 0, at, record::StateEntered{{}, 0, StateType::Wait, "W", Json{}}},
      {3, 0, 0, at, record::WaitArmed{VisitId{2}, at}},  // no event
      {4, 3, 2, at, record::StateExited{VisitId{2}, StateType::Wait, "W", Json{}, "F"}},
      {5, 4, 3, at, record::StateEntered{{}, 0, StateType::Fail, "F", Json{}}},
      {6, 5, 4, at, record::ExecutionFailed{"E", std::nullopt}}};
  const auto lines_at = [&](api::LogLevelSetting level) {
    return log_lines({"f", level, api::ExecutionData::Included}, execution, records);
  };
  CHECK(lines_at(api::LogLevelSetting::All).records == 5);
  CHECK(lines_at(api::LogLevelSetting::Error).records == 2);
  CHECK(lines_at(api::LogLevelSetting::Fatal).text ==
        R"({"id":"5","type":"ExecutionFailed","details":{"error":"E"},"previous_event_id":"4",)"
        R"("event_timestamp":"1767225601000",)"
        R"("execution_arn":"arn:e","redrive_count":"0"})"
        "\n");
}

}  // namespace sfn::engine
