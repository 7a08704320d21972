#include "engine/execution/record_codec.h"

#include <set>

#include "base/assert.h"
#include "base/testing/catch.h"
#include "engine/testing/case_file.h"

namespace sfn::engine {
namespace {

const WorkflowTime kNow = from_epoch_milliseconds(1'767'225'600'123);
const TaskTarget kTarget{TaskFamily::Service, "lambda", "invoke"};

Json text(std::string_view json) { return Json::parse_trusted(std::string(json)); }

// One of each kind or more, in the order of RecordBody.
std::vector<RecordBody> samples() {
  return {
      record::ExecutionStarted{text("{ \"a\" :\n1.0 }"), "arn:role", kNow, "Root=1-2-3", "arn:p#3"},
      record::ExecutionStarted{text("null"), "", std::nullopt},
      record::ExecutionSucceeded{text("\"\\u00e9 \\n\"")},
      record::ExecutionFailed{"E \"quoted\"\n", "c\tä\u2028"},
      record::ExecutionFailed{std::nullopt, std::nullopt},
      record::ExecutionTimedOut{},
      record::ExecutionAborted{"E", std::nullopt},
      record::StateEntered{VisitId{3}, 2, StateType::Map, "a / ß \"x\"", text("[1,\n2]")},
      record::StateExited{VisitId{4}, StateType::Choice, "C", text("{}"), "next"},
      record::StateExited{VisitId{4}, StateType::Succeed, "C", text("{}"), std::nullopt},
      record::StateExited{VisitId{4}, StateType::Pass, "C", text("[ ]"), "next",
                          Json::Members{{"b", text("\"\\n\"")}, {"a", text("[1.0,null]")}}},
      record::StateAborted{VisitId{5}, StateType::Wait},
      record::TaskScheduled{VisitId{6}, kTarget, "eu-west-1", text("{\"x\":[]}"), 60, 5},
      record::TaskScheduled{VisitId{6},
                            {TaskFamily::LambdaFunction, "", "arn:f"},
                            "",
                            text("1"),
                            std::nullopt,
                            std::nullopt},
      record::TaskScheduled{VisitId{6}, kTarget, "", text("1"), std::nullopt, std::nullopt,
                            "arn:role"},
      record::TaskStarted{VisitId{6}, kTarget},
      record::TaskStarted{VisitId{6}, {TaskFamily::Activity, "", "arn:a"}, "worker \"1\""},
      record::TaskSucceeded{VisitId{6}, kTarget, text("1e400")},
      record::TaskFailed{VisitId{6}, kTarget, std::nullopt, "cause"},
      record::TaskTimedOut{VisitId{6}, {TaskFamily::Activity, "", "arn:a"}},
      record::ParallelStarted{VisitId{7}, text("\"in\"")},
      record::ParallelSucceeded{VisitId{7}},
      record::ParallelFailed{VisitId{7}},
      record::WaitArmed{VisitId{8}, kNow},
      record::RetryScheduled{VisitId{9}, 4'000'000'000u, 12, kNow},
      record::TaskSubmitted{VisitId{6}, kTarget, text("{\"id\": 1}")},
      record::MapStarted{VisitId{9}, 2, 40, text("[ 1, 2 ]")},
      record::MapIterationStarted{VisitId{9}, 1, "M \"1\"", text("{ }")},
      record::MapIterationStarted{VisitId{9}, 1, "M", std::nullopt},
      record::MapIterationSucceeded{VisitId{9}, 1, "M"},
      record::MapIterationFailed{VisitId{9}, 0, "M"},
      record::MapIterationAborted{VisitId{9}, 0, "M"},
      record::MapSucceeded{VisitId{9}},
      record::MapFailed{VisitId{9}},
      record::HeartbeatReceived{VisitId{6}},
      record::TaskAnswered{VisitId{6}, text("{ \"a\": 1 }"), std::nullopt, std::nullopt},
      record::TaskAnswered{VisitId{6}, std::nullopt, std::nullopt, "cause"},
      record::MapRunStarted{VisitId{9}, "arn:run", {7, 12.5, 3}},
      record::MapRunStarted{VisitId{9}, "arn:run", {}},
      record::MapRunSucceeded{VisitId{9}},
      record::MapRunFailed{VisitId{9}, "E", "c"},
      record::MapRunAborted{VisitId{9}},
      record::MapRunChildrenStarted{VisitId{9}, {1, 20, 3}},
      record::MapRunChildEnded{VisitId{9}, 2, ChildStatus::Succeeded, text("[ 1]")},
      record::MapRunChildEnded{VisitId{9}, 2, ChildStatus::TimedOut, std::nullopt},
      record::MapRunUpdated{VisitId{9}, {0, 0.0, 0}},
      record::EvaluationFailed{VisitId{6}, "S", "E", "c", "Output/a[0]"},
      record::EvaluationFailed{VisitId{6}, "S", "E", "c", std::nullopt},
  };
}

Record decoded(std::int32_t kind, std::string payload) {
  return decode_record(7, 5, kNow, kind, std::move(payload));
}

TEST_CASE("Record codec: every record comes back as it was, its state data letter by letter",
          "[execution][codec]") {
  std::set<std::size_t> kinds;
  for (const RecordBody& body : samples()) {
    kinds.insert(body.index());
    const Record record{7, 5, 3, kNow, body};
    const EncodedRecord encoded = encode_record(record);
    INFO(encoded.kind << " " << encoded.payload);
    CHECK(encoded.kind == static_cast<std::int32_t>(body.index()));
    const Record back = decoded(encoded.kind, encoded.payload);
    CHECK(back.seq == 7);
    CHECK(back.event_id == 5);
    CHECK(back.previous_event_id == 3);
    CHECK(back.at == kNow);
    CHECK(back.body.index() == body.index());
    const EncodedRecord again = encode_record(back);
    CHECK(again.payload == encoded.payload);
  }
  CHECK(kinds.size() == std::variant_size_v<RecordBody>);
}

TEST_CASE("Record codec: each field comes back into its own place", "[execution][codec]") {
  const auto round_trip = [](RecordBody body) {
    const EncodedRecord encoded = encode_record({1, 1, 0, kNow, std::move(body)});
    return decoded(encoded.kind, encoded.payload).body;
  };
  const auto started = std::get<record::ExecutionStarted>(round_trip(samples()[0]));
  CHECK(started.input.text() == "{ \"a\" :\n1.0 }");
  CHECK(started.role_arn == "arn:role");
  CHECK(started.times_out_at == kNow);
  CHECK(started.trace_header == "Root=1-2-3");
  CHECK(started.started_by == "arn:p#3");
  const auto failed = std::get<record::ExecutionFailed>(round_trip(samples()[3]));
  CHECK(failed.error == "E \"quoted\"\n");
  CHECK(failed.cause == "c\tä\u2028");
  const auto entered = std::get<record::StateEntered>(round_trip(samples()[7]));
  CHECK(entered.parent == VisitId{3});
  CHECK(entered.branch == 2);
  CHECK(entered.type == StateType::Map);
  CHECK(entered.state == "a / ß \"x\"");
  CHECK(entered.input.text() == "[1,\n2]");
  const auto exited = std::get<record::StateExited>(round_trip(samples()[8]));
  CHECK(exited.visit == VisitId{4});
  CHECK(exited.next == "next");
  CHECK(exited.assigned.empty());
  const auto assigning = std::get<record::StateExited>(round_trip(samples()[10]));
  CHECK(assigning.output.text() == "[ ]");
  REQUIRE(assigning.assigned.size() == 2);
  CHECK(assigning.assigned[0].first == "b");
  CHECK(assigning.assigned[0].second.as_string() == "\n");
  CHECK(assigning.assigned[1].second.text() == "[1.0,null]");
  const auto scheduled = std::get<record::TaskScheduled>(round_trip(samples()[12]));
  CHECK(scheduled.target == kTarget);
  CHECK(scheduled.region == "eu-west-1");
  CHECK(scheduled.timeout_seconds == 60);
  CHECK(scheduled.heartbeat_seconds == 5);
  const auto as_role = std::get<record::TaskScheduled>(round_trip(samples()[14]));
  CHECK(as_role.credentials_role == "arn:role");
  CHECK_FALSE(scheduled.credentials_role);
  const auto taken = std::get<record::TaskStarted>(round_trip(samples()[16]));
  CHECK(taken.worker == "worker \"1\"");
  const auto succeeded = std::get<record::TaskAnswered>(round_trip(samples()[35]));
  CHECK(succeeded.output->text() == "{ \"a\": 1 }");
  const auto answered = std::get<record::TaskAnswered>(round_trip(samples()[36]));
  CHECK_FALSE(answered.output);
  CHECK_FALSE(answered.error);
  CHECK(answered.cause == "cause");
  const auto retry = std::get<record::RetryScheduled>(round_trip(samples()[24]));
  CHECK(retry.retrier == 4'000'000'000u);
  CHECK(retry.failed_event == 12);
  CHECK(retry.due == kNow);
}

TEST_CASE("Record codec: a journal of version 1 is still read, and written alike",
          "[execution][codec]") {
  const Json journal = testing::read_cases("engine/execution/testdata/journal_v1.json");
  std::set<std::int64_t> kinds;
  for (const Json& row : journal.items()) {
    const auto number = [&](std::string_view name) { return row.find(name)->as_integer().value(); };
    const std::string& payload = row.find("payload")->as_string();
    INFO(payload);
    kinds.insert(number("kind"));
    const Record record =
        decode_record(number("seq"), number("event"), from_epoch_milliseconds(number("at")),
                      static_cast<std::int32_t>(number("kind")), payload);
    CHECK(encode_record(record).payload == payload);
    CHECK(encode_record(record).kind == number("kind"));
  }
  CHECK(kinds.size() == 21);
}

TEST_CASE("Record codec: what this version cannot read is a bug's error, whatever it is",
          "[execution][codec]") {
  const std::vector<std::pair<std::int32_t, std::string>> hostile{
      {-1, "{\"v\":1}"},
      {static_cast<std::int32_t>(std::variant_size_v<RecordBody>), "{\"v\":1}"},
      {2'147'483'647, "{\"v\":1}"},
      {3, ""},
      {3, "\n"},
      {3, "{"},
      {3, "[]"},
      {3, "null"},
      {3, "{}"},
      {3, "{\"v\":0}"},
      {3, "{\"v\":2}"},
      {3, "{\"v\":\"1\"}"},
      {3, "{\"v\":1,\"prev\":\"x\"}"},
      {3, "{\"v\":1,\"prev\":1.5}"},
      {3, "{\"v\":1,\"prev\":99999999999999999999}"},
      {1, "{\"v\":1}"},
      {1, "{\"v\":1}\n"},
      {1, "{\"v\":1}\n{"},
      {1, "{\"v\":1}\n1 2"},
      {2, "{\"v\":1,\"error\":1}"},
      {5, "{\"v\":1,\"parent\":0,\"branch\":99999999999,\"type\":0,\"state\":\"S\"}\n1"},
      {5, "{\"v\":1,\"parent\":0,\"branch\":0,\"type\":8,\"state\":\"S\"}\n1"},
      {5, "{\"v\":1,\"parent\":0,\"branch\":0,\"type\":-1,\"state\":\"S\"}\n1"},
      {5, "{\"v\":1,\"parent\":0,\"branch\":0,\"type\":0,\"state\":null}\n1"},
      {6, "{\"v\":1,\"visit\":2,\"type\":0,\"state\":\"S\",\"assigned\":[1]}\n1"},
      {9, "{\"v\":1,\"visit\":2,\"family\":3,\"type\":\"\",\"resource\":\"\"}"},
      {9, "{\"v\":1,\"visit\":[],\"family\":0,\"type\":\"\",\"resource\":\"\"}"},
      {17, "{\"v\":1,\"visit\":2,\"retrier\":-1,\"failed_event\":1,\"due\":1}"},
      {17, "{\"v\":1,\"visit\":2,\"retrier\":1,\"failed_event\":1}"},
      {1, "{\"v\":1}\n" + std::string(5'000, '[')},
      {1, "{\"v\":1}\n" + std::string(1'001, '[') + std::string(1'001, ']')},
      {1, "{\"v\":1}\n\"\xff\""},
  };
  for (const auto& [kind, payload] : hostile) {
    INFO(kind << " " << payload);
    CHECK_THROWS_AS(decoded(kind, payload), BugError);
  }
}

}  // namespace
}  // namespace sfn::engine
