#include "engine/states/map/result_files.h"

#include "base/testing/json_matchers.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kRun = "arn:aws:states:us-east-1:123456789012:mapRun:m/l:run-1";

ChildResult child(const std::string& name, std::optional<api::ExecutionStatus> status) {
  return {.execution_arn = "arn:e:" + name,
          .state_machine_arn = "arn:m/l",
          .name = name,
          .status = status,
          .input = R"({"a": 1})",
          .start_date = from_epoch_milliseconds(0),
          .stop_date = from_epoch_milliseconds(1'500)};
}
ChildResult succeeded(const std::string& name, const std::string& output) {
  ChildResult result = child(name, api::ExecutionStatus::Succeeded);
  result.output = output;
  result.redrive_status_reason = "Execution is SUCCEEDED and cannot be redriven";
  return result;
}
ChildResult failed(const std::string& name) {
  ChildResult result = child(name, api::ExecutionStatus::Failed);
  result.error = "E";
  result.cause = "C";
  result.redrive_status = api::RedriveStatus::RedrivableByMapRun;
  return result;
}
ChildResult pending(const std::string& name) {
  ChildResult result = child(name, std::nullopt);
  result.start_date.reset();
  result.stop_date.reset();
  return result;
}

constexpr std::string_view kSucceededEntry =
    R"({"ExecutionArn":"arn:e:a","Input":"{\"a\": 1}","InputDetails":{"Included":true},"Name":"a",)"
    R"("Output":"[ 1 ]","OutputDetails":{"Included":true},"RedriveCount":0,)"
    R"("RedriveStatus":"NOT_REDRIVABLE",)"
    R"("RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven",)"
    R"("StartDate":"1970-01-01T00:00:00.000Z","StateMachineArn":"arn:m/l","Status":"SUCCEEDED",)"
    R"("StopDate":"1970-01-01T00:00:01.500Z"})";
constexpr std::string_view kFailedEntry =
    R"({"Cause":"C","Error":"E","ExecutionArn":"arn:e:b","Input":"{\"a\": 1}",)"
    R"("InputDetails":{"Included":true},"Name":"b","RedriveCount":0,)"
    R"("RedriveStatus":"REDRIVABLE_BY_MAP_RUN","StartDate":"1970-01-01T00:00:00.000Z",)"
    R"("StateMachineArn":"arn:m/l","Status":"FAILED","StopDate":"1970-01-01T00:00:01.500Z"})";

struct Named {
  std::string name;
  std::string text;
  friend bool operator==(const Named&, const Named&) = default;
};
std::ostream& operator<<(std::ostream& to, const Named& file) {
  return to << file.name << ": " << file.text;
}
std::vector<Named> files(const std::vector<ChildResult>& results, WriterConfig config,
                         std::size_t file_bytes = kResultFileBytes) {
  std::vector<Named> named;
  for (const ResultFile& file : result_files(results, config, file_bytes))
    named.push_back({file.name, file.text});
  return named;
}

TEST_CASE("ResultWriter: without transformation a file tells all of its children",
          "[map][result_writer]") {
  CHECK(files({succeeded("a", "[ 1 ]"), failed("b")}, {}) ==
        std::vector<Named>{{"FAILED_0.json", "[" + std::string(kFailedEntry) + "]"},
                           {"SUCCEEDED_0.json", "[" + std::string(kSucceededEntry) + "]"}});
}

TEST_CASE("ResultWriter: what timed out or was aborted has failed, what never started is pending",
          "[map][result_writer]") {
  const auto all = files({child("a", api::ExecutionStatus::TimedOut), pending("b"),
                          child("c", api::ExecutionStatus::Aborted), pending("d")},
                         {});
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "FAILED_0.json");
  CHECK(sfn::testing::json(all[0].text).items().size() == 2);
  CHECK(all[1].name == "PENDING_0.json");
  const Json waiting = sfn::testing::json(all[1].text).items().front();
  CHECK(waiting.find("Status")->as_string() == "PENDING");
  CHECK(waiting.find("StartDate") == nullptr);
}

TEST_CASE("ResultWriter: COMPACT keeps outputs, FLATTEN their elements", "[map][result_writer]") {
  const std::vector<ChildResult> results{succeeded("a", "[ 1, [2] ]"), failed("b"),
                                         succeeded("c", R"({"x" : 1.50})"), succeeded("d", "[]")};
  const auto text_of = [&](WriterTransformation transformation, WriterOutputType type) {
    const auto all = files(results, {transformation, type});
    REQUIRE(all.size() == 2);
    CHECK(all[0].text.find(kFailedEntry) != std::string::npos);
    return all[1].text;
  };
  using enum WriterTransformation;
  using enum WriterOutputType;
  CHECK(text_of(Compact, WriterOutputType::Json) == R"([[1,[2]],{"x":1.50},[]])");
  CHECK(text_of(Flatten, WriterOutputType::Json) == R"([1,[2],{"x":1.50}])");
  CHECK(text_of(Compact, JsonLines) == "[1,[2]]\n{\"x\":1.50}\n[]\n");
  CHECK(text_of(Flatten, JsonLines) == "1\n[2]\n{\"x\":1.50}\n");
}

TEST_CASE("ResultWriter: no results, no files", "[map][result_writer]") {
  CHECK(files({}, {}).empty());
  CHECK(files({succeeded("a", "[]")}, {WriterTransformation::Flatten}).empty());
}

TEST_CASE("ResultWriter: a file that is full is followed by another", "[map][result_writer]") {
  const std::vector<ChildResult> results{succeeded("a", "11"), succeeded("b", "22"),
                                         succeeded("c", "33"), succeeded("d", "4444444444")};
  CHECK(files(results, {WriterTransformation::Compact}, 8) ==
        std::vector<Named>{{"SUCCEEDED_0.json", "[11,22]"},
                           {"SUCCEEDED_1.json", "[33]"},
                           {"SUCCEEDED_2.json", "[4444444444]"}});
  CHECK(files(results, {WriterTransformation::Compact, WriterOutputType::JsonLines}, 8)[1].name ==
        "SUCCEEDED_1.jsonl");
}

TEST_CASE("ResultWriter: the manifest lists the files, and the state's result names it",
          "[map][result_writer]") {
  const std::string folder = result_folder("out", kRun);
  CHECK(folder == "out/run-1");
  CHECK(result_folder("out/", kRun) == "out/run-1");
  CHECK(result_folder("", kRun) == "run-1");
  const std::vector<ChildResult> results{succeeded("a", "1"), succeeded("b", "2"), failed("c")};
  const auto written = result_files(results, {WriterTransformation::Compact}, 3);
  const std::string size = std::to_string(written[0].text.size());
  CHECK(result_manifest("b", folder, kRun, written) ==
        R"({"DestinationBucket":"b","MapRunArn":")" + std::string(kRun) +
            R"(","ResultFiles":{"FAILED":[{"Key":"out/run-1/FAILED_0.json","Size":)" + size +
            R"(}],"PENDING":[],"SUCCEEDED":[{"Key":"out/run-1/SUCCEEDED_0.json","Size":3},)"
            R"({"Key":"out/run-1/SUCCEEDED_1.json","Size":3}]}})");
  CHECK(result_writer_details("b", folder, kRun).text() ==
        R"({"MapRunArn":")" + std::string(kRun) +
            R"(","ResultWriterDetails":{"Bucket":"b","Key":"out/run-1/manifest.json"}})");
}

TEST_CASE("ResultWriter: outputs that are arrays are taken apart where that is wanted",
          "[map][result_writer]") {
  const auto appended = [](WriterTransformation transformation) {
    Json::Items outputs;
    append_output(outputs, sfn::testing::json("[1,[2]]"), transformation);
    append_output(outputs, sfn::testing::json("3"), transformation);
    return Json::array(std::move(outputs)).text();
  };
  CHECK(appended(WriterTransformation::Compact) == "[[1,[2]],3]");
  CHECK(appended(WriterTransformation::Flatten) == "[1,[2],3]");
}

}  // namespace
}  // namespace sfn::engine
