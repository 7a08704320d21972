#include "engine/runtime/testing/running_engine.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "base/assert.h"
#include "base/async/task_group.h"
#include "engine/execution/history.h"
#include "engine/execution/record_codec.h"
#include "engine/runtime/responder.h"

namespace sfn::engine::testing {
namespace asio = boost::asio;

namespace {

const std::string kPrefix = "arn:aws:states:us-east-1:123456789012:";

std::string activity_arn(const std::string& activity) { return kPrefix + "activity:" + activity; }
std::string machine_arn(const std::string& machine) { return kPrefix + "stateMachine:" + machine; }
std::string execution_arn(const std::string& machine, const std::string& name) {
  return kPrefix + "execution:" + machine + ":" + name;
}

std::string express_arn(const std::string& machine) {
  return kPrefix + "express:" + machine + ":e:id";
}

}  // namespace

// --- Services ------------------------------------------------------------------------------------

class ServicesResponder final : public Responder {
 public:
  ServicesResponder(asio::io_context& context, Services& services)
      : context_(context), services_(services) {}
  bool takes(const CallEffect&) const override { return true; }

  asio::awaitable<CallResult> wait_for_end(CallEffect call) override {
    return respond(std::move(call));
  }
  asio::awaitable<CallResult> respond(CallEffect call) override {
    services_.count(call.state);
    while (true) {
      auto answer = services_.answer_of(call.state);
      if (answer) co_return Json::parse_trusted(*std::move(answer));
      asio::basic_waitable_timer<std::chrono::steady_clock> pause{context_,
                                                                  std::chrono::milliseconds{1}};
      co_await pause.async_wait(asio::use_awaitable);  // throws where the call is cancelled
    }
  }

 private:
  asio::io_context& context_;
  Services& services_;
};

void Services::answer(const std::string& state, std::string json) {
  const std::lock_guard lock{mutex_};
  answers_[state] = std::move(json);
}
void Services::hold(const std::string& state) {
  const std::lock_guard lock{mutex_};
  held_.insert(state);
}
void Services::release(const std::string& state) {
  const std::lock_guard lock{mutex_};
  held_.erase(state);
}
std::size_t Services::calls(const std::string& state) const {
  const std::lock_guard lock{mutex_};
  const auto found = calls_.find(state);
  return found == calls_.end() ? 0 : found->second;
}
std::optional<std::string> Services::answer_of(const std::string& state) const {
  const std::lock_guard lock{mutex_};
  if (held_.contains(state)) return std::nullopt;
  const auto found = answers_.find(state);
  return found == answers_.end() ? "null" : found->second;
}
void Services::count(const std::string& state) {
  const std::lock_guard lock{mutex_};
  ++calls_[state];
}
std::vector<std::unique_ptr<Responder>> Services::responders(asio::io_context& context) {
  std::vector<std::unique_ptr<Responder>> chain;
  chain.push_back(std::make_unique<ServicesResponder>(context, *this));
  return chain;
}

// --- RunningEngine -------------------------------------------------------------------------------

RunningEngine::RunningEngine(EngineOptions options) : options_(std::move(options)) {
  // The fake clock moves by leaps, but for a test that says otherwise.
  if (options_.longest_sleep == EngineOptions{}.longest_sleep)
    options_.longest_sleep = std::chrono::milliseconds{1};
  options_.pause_after_failure = std::chrono::milliseconds{1};
  options_.make_responders = [this](asio::io_context& context) {
    return services_.responders(context);
  };
  make_engine();
}

void RunningEngine::make_engine() {
  engine_ = std::make_unique<Engine>(store_, turn_clock_, log_, options_);
  api_.serve(*engine_);
  engine_->set_local_api(api_);
}

RunningEngine::~RunningEngine() = default;

template <typename T>
T RunningEngine::run(asio::awaitable<T> task) {
  asio::io_context context{1};
  TaskGroup group{context};
  std::optional<T> result;
  std::exception_ptr thrown;
  group.start(std::move(task), Cancellation{}, [&](const std::exception_ptr& failure, T value) {
    thrown = failure;
    result = std::move(value);
  });
  context.run();
  if (thrown) std::rethrow_exception(thrown);
  return *std::move(result);
}

void RunningEngine::define(const std::string& machine, const std::string& definition,
                           const RevisionSettings& settings) {
  insert(machine, "STANDARD", definition, settings);
}

void RunningEngine::define_express(const std::string& machine, const std::string& definition,
                                   const RevisionSettings& settings) {
  insert(machine, "EXPRESS", definition, settings);
}

void RunningEngine::insert(const std::string& machine, const std::string& type,
                           const std::string& definition, const RevisionSettings& settings) {
  persistence::InsertMachine row;
  row.machine.id = engine_->new_machine_id();
  row.machine.arn = machine_arn(machine);
  row.machine.scope = "123456789012/us-east-1";
  row.machine.name = machine;
  row.machine.type = type;
  row.machine.revision = row.revision.number = engine_->new_revision_number();
  row.revision.machine = row.machine.id;
  row.revision.definition = definition;
  row.revision.role_arn = "arn:aws:iam::123456789012:role/r";
  row.revision.settings = encode_settings(settings);
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(std::move(row));
  SFN_ASSERT(run(engine_->write(std::move(rows))) == persistence::WriteOutcome::Written,
             "the test's machine is new");
  SFN_ASSERT(engine_->find_machine(machine_arn(machine))->definition != nullptr,
             "the test's definition is good");
}

StartReply RunningEngine::start(const std::string& machine, const std::string& name,
                                std::string input) {
  return run(
      engine_->start(command(machine, execution_arn(machine, name), name, std::move(input))));
}

WorkflowTime RunningEngine::start_express(const std::string& machine, const std::string& input) {
  return engine_->start_express(express_command(machine, input)).value();
}

Ended RunningEngine::run_to_end(const std::string& machine, const std::string& input) {
  RunReply reply = run(engine_->run_to_end(express_command(machine, input)));
  SFN_ASSERT(reply.outcome == RunReply::Outcome::Ended, "the test's execution comes to its end");
  return std::move(reply.ended);
}

StartCommand RunningEngine::express_command(const std::string& machine, const std::string& input) {
  return command(machine, express_arn(machine), "e", input);
}

StartCommand RunningEngine::start_command(const std::string& machine, const std::string& name) {
  return command(machine, execution_arn(machine, name), name, "{}");
}

StartCommand RunningEngine::command(const std::string& machine, const std::string& arn,
                                    const std::string& name, std::string input) {
  StartCommand command;
  command.machine = engine_->find_machine(machine_arn(machine));
  command.execution_arn = arn;
  command.execution_name = name;
  command.region = "us-east-1";
  command.input = Json::parse_trusted(std::move(input));
  return command;
}

std::optional<WorkflowTime> RunningEngine::stop(const std::string& machine,
                                                const std::string& name) {
  return run(engine_->stop({execution_arn(machine, name), "StopError", "stop cause"}));
}

bool RunningEngine::update_map_run(UpdateMapRunCommand update) {
  return run(engine_->update_map_run(std::move(update)));
}

void RunningEngine::define_activity(const std::string& activity) {
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::InsertActivity{
      {activity_arn(activity), "123456789012/us-east-1", activity, 0, "{}"}});
  SFN_ASSERT(run(engine_->write(std::move(rows))) == persistence::WriteOutcome::Written,
             "the test's activity is new");
}

void RunningEngine::delete_activity(const std::string& activity) {
  std::vector<persistence::RowWrite> rows;
  rows.emplace_back(persistence::DeleteActivity{activity_arn(activity)});
  static_cast<void>(run(engine_->write(std::move(rows))));
}

PollReply RunningEngine::poll(const std::string& activity, std::optional<std::string> worker,
                              std::function<bool()> is_client_there) {
  return run(engine_->poll_activity(
      {activity_arn(activity), std::move(worker), std::move(is_client_there)}));
}

TaskReply RunningEngine::report(const TaskToken& token, CallResult result) {
  return run(engine_->report_task(token, std::move(result)));
}

TaskReply RunningEngine::heartbeat(const TaskToken& token) {
  return run(engine_->report_heartbeat(token));
}

TaskToken RunningEngine::task_token(const std::string& machine, const std::string& name) {
  std::optional<TaskToken> token;
  for (const Record& record : records(machine, name)) {
    if (const auto* const scheduled = std::get_if<record::TaskScheduled>(&record.body))
      token = decode_task_token(scheduled->parameters.find("Payload")->find("token")->as_string());
  }
  SFN_ASSERT(token.has_value(), "the test's task has a token");
  return *token;
}

void RunningEngine::break_journal(const std::string& machine, const std::string& name) {
  const auto found = row(machine, name);
  SFN_ASSERT(found.has_value(), "the test's execution is there");
  const std::vector<persistence::Batch> nonsense{
      {{persistence::JournalAppend{
           found->number,
           {{.seq = found->last_seq + 1, .event_id = 1000, .kind = 9999, .payload = "?"}}}},
       {}}};
  SFN_ASSERT(store_.write(nonsense).front() == persistence::WriteOutcome::Written,
             "the test's record is written");
}

void RunningEngine::restart() {
  engine_.reset();
  make_engine();
  engine_->recover();
}

void RunningEngine::wait_for_end(const std::string& machine, const std::string& name) {
  wait_until([&] {
    return row(machine, name) && status(machine, name) != persistence::ExecutionStatus::Running;
  });
}

std::optional<persistence::ExecutionRow> RunningEngine::row(const std::string& machine,
                                                            const std::string& name) {
  return store_.find_execution(execution_arn(machine, name));
}

persistence::ExecutionStatus RunningEngine::status(const std::string& machine,
                                                   const std::string& name) {
  const auto found = row(machine, name);
  SFN_ASSERT(found.has_value(), "the test's execution is there");
  return found->status;
}

std::vector<Record> RunningEngine::records(const std::string& machine, const std::string& name) {
  std::vector<Record> result;
  const auto found = row(machine, name);
  SFN_ASSERT(found.has_value(), "the test's execution is there");
  for (persistence::JournalRow& entry :
       store_.read_journal({.execution = found->number, .from_seq = 1, .limit = 100'000})) {
    SFN_ASSERT(entry.seq == static_cast<std::int64_t>(result.size()) + 1, "a journal has no gaps");
    result.push_back(decode_record(entry.seq, entry.event_id, from_epoch_milliseconds(entry.at),
                                   entry.kind, std::move(entry.payload)));
  }
  // One that runs may have written more since its row was read.
  const auto size = static_cast<std::int64_t>(result.size());
  SFN_ASSERT(found->last_seq <= size && size <= row(machine, name)->last_seq,
             "the row knows the whole journal");
  return result;
}

std::string RunningEngine::event_types(const std::string& machine, const std::string& name) {
  std::string types;
  for (const Record& record : records(machine, name)) {
    if (record.event_id == 0) continue;
    types += (types.empty() ? "" : " ") +
             std::string(api::event_type_name(to_history_event(record).type));
  }
  return types;
}

std::string RunningEngine::result(const std::string& machine, const std::string& name) {
  const std::vector<Record> all = records(machine, name);
  const RecordBody& last = all.back().body;
  if (const auto* const end = std::get_if<record::ExecutionSucceeded>(&last))
    return end->output.text();
  if (const auto* const end = std::get_if<record::ExecutionFailed>(&last)) {
    return end->error.value_or("none") + ": " + end->cause.value_or("none");
  }
  if (const auto* const end = std::get_if<record::ExecutionAborted>(&last)) {
    return end->error.value_or("none") + ": " + end->cause.value_or("none");
  }
  return "not ended";
}

}  // namespace sfn::engine::testing
