#include "engine/runtime/stop_outbox.h"

#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "engine/execution/record_codec.h"
#include "engine/integrations/registry.h"

namespace sfn::engine {
namespace asio = boost::asio;
using persistence::StopRow;

namespace {

constexpr std::size_t kStopsPerRead = 1000;
constexpr std::size_t kChildrenPerRead = 1000;

}  // namespace

std::optional<StopRow> stop_of(const ArmedEffect& abandoned) {
  if (const auto* const run = std::get_if<MapRunEffect>(&abandoned.effect))
    return StopRow{run->map_run_arn, {}};
  const auto* const call = std::get_if<CallEffect>(&abandoned.effect);
  if (call == nullptr || !runs_job(call->target)) return std::nullopt;
  const Integration* const integration = find_integration(call->target);
  if (integration == nullptr || integration->own.execution_started_by == nullptr)
    return std::nullopt;
  StopRow stop{integration->own.execution_started_by(*call), {}};
  if (stop.arn.empty()) return std::nullopt;
  // Before its target has accepted the call, an execution of that name may be somebody else's.
  if (abandoned.phase == EffectPhase::Armed) stop.started_by = call->attempt_name();
  return stop;
}

StopOutbox::StopOutbox(asio::io_context& context, const persistence::Store& store, Log& log,
                       Ways ways, Pause& pause)
    : context_(context), store_(store), log_(log), ways_(std::move(ways)), pause_(pause) {}

void StopOutbox::take_up() {
  StopRow after;
  while (true) {
    const auto stops = store_.list_stops(after, kStopsPerRead);
    for (const StopRow& stop : stops) asio::post(context_, [this, stop] { work_on(stop); });
    if (stops.size() < kStopsPerRead) return;
    after = stops.back();
  }
}

void StopOutbox::work_on(StopRow stop) {
  try {
    if (const auto run = store_.find_map_run(stop.arn)) return stop_children(*run, std::move(stop));
    const auto running = find_running(stop);
    if (!running) return ways_.write(persistence::RemoveStop{std::move(stop)});
    ways_.stop(*running, [this, stop](CommitResult result) {
      if (result == CommitResult::Written) return ways_.write(persistence::RemoveStop{stop});
      again_after_pause(stop);
    });
  } catch (const persistence::StoreError& error) {
    log_.error("stop_postponed", {{"arn", stop.arn}, {"reason", error.what()}});
    again_after_pause(std::move(stop));
  }
}

// All that run; those that still do after the pause are stopped again.
void StopOutbox::stop_children(const persistence::MapRunRow& run, StopRow stop) {
  persistence::ExecutionPage page{.machine = run.machine,
                                  .status = persistence::ExecutionStatus::Running,
                                  .before_number = std::nullopt,
                                  .limit = kChildrenPerRead,
                                  .map_run = run.number};
  while (true) {
    const auto children = store_.list_executions(page);
    for (const persistence::ExecutionRow& child : children) {
      ways_.stop(child.number, [](CommitResult) {});
      page.before_number = child.number;
    }
    if (children.size() == kChildrenPerRead) continue;
    if (!page.before_number) return ways_.write(persistence::RemoveStop{std::move(stop)});
    return again_after_pause(std::move(stop));
  }
}

std::optional<std::int64_t> StopOutbox::find_running(const StopRow& stop) const {
  const auto row = store_.find_execution(stop.arn);
  if (!row || row->status != persistence::ExecutionStatus::Running) return std::nullopt;
  if (stop.started_by.empty()) return row->number;
  for (persistence::JournalRow& first :
       store_.read_journal({.execution = row->number, .from_seq = 1, .limit = 1})) {
    const Record record =
        decode_record(first.seq, first.event_id, from_epoch_milliseconds(first.at), first.kind,
                      std::move(first.payload));
    const auto* const started = std::get_if<record::ExecutionStarted>(&record.body);
    if (started != nullptr && started->started_by == stop.started_by) return row->number;
  }
  return std::nullopt;
}

void StopOutbox::again_after_pause(StopRow stop) {
  pause_.then([this, stop = std::move(stop)] { work_on(stop); });
}

}  // namespace sfn::engine
