#pragma once
// FakeStepContext: what a state sees in a unit test: a fixed time, seeded randomness, a small
// context object. It keeps what is recorded and applies nothing.
#include <string_view>
#include <vector>

#include "engine/execution/step_context.h"

namespace sfn::engine::testing {

class FakeStepContext final : public StepContext, private query::ContextSource {
 public:
  FakeStepContext() {
    header_.state_machine_name = "machine";
    header_.region = "us-east-1";
  }

  [[nodiscard]] WorkflowTime now() const override { return now_; }
  [[nodiscard]] Random& random() override { return random_; }
  [[nodiscard]] query::Budget& budget() override { return budget_; }
  [[nodiscard]] const ExecutionHeader& header() const override { return header_; }
  [[nodiscard]] query::Scope scope(const Visit&, const Json& input) override {
    return {input, *this, now_, random_};
  }
  [[nodiscard]] query::Scope scope_of_item(const Visit& visit, const Json& input,
                                           std::int32_t) override {
    return scope(visit, input);
  }
  [[nodiscard]] const MapRun& map_run(const Visit&) const override { return map_run_; }
  [[nodiscard]] bool has_room_for_child(const MapRun&, std::size_t) const override { return true; }
  void start_child(ChildStart) override {}
  [[nodiscard]] bool is_open() const override { return true; }
  [[nodiscard]] bool activity_exists(const std::string& arn) const override {
    return !arn.ends_with(":deleted");
  }
  void record(RecordBody body) override { records.push_back(std::move(body)); }

  void record_after(std::int64_t, RecordBody body) override { records.push_back(std::move(body)); }

  std::vector<RecordBody> records;

 private:
  [[nodiscard]] Json context_object() const override {
    return Json::parse_trusted(R"({"Execution":{"Name":"run"},"State":{"Name":"S"}})");
  }
  [[nodiscard]] const Json* variable(std::string_view) const override { return nullptr; }

  WorkflowTime now_ = from_epoch_milliseconds(1'767'225'600'000);  // 2026-01-01T00:00:00Z
  Random random_{1};
  query::Budget budget_;
  ExecutionHeader header_;
  MapRun map_run_;
};

}  // namespace sfn::engine::testing
