#include "api-models/shapes/log_record.h"

#include <algorithm>
#include <vector>

#include "api-models/quotas.h"
#include "base/utf8.h"

namespace sfn::api {
namespace {

using enum HistoryEventType;

bool ends_execution_badly(HistoryEventType type) {
  return type == ExecutionAborted || type == ExecutionFailed || type == ExecutionTimedOut;
}

bool is_failure(HistoryEventType type) {
  const std::string_view name = event_type_name(type);
  return type == FailStateEntered || name.ends_with("Failed") || name.ends_with("TimedOut") ||
         name.ends_with("Aborted");
}

// AWS HistoryEventExecutionDataDetails "truncated": true in logs only, where the data is too large.
void encode_data(const EventMember& member, Encoder& encoder) {
  const auto& text = std::get<std::string>(member.value);
  const std::string_view shown = utf8_prefix(text, quotas::kLoggedDataBytes);
  encoder.value(shown);
  encoder.key(std::string(member.name) + "Details");
  encoder.begin_object();
  encoder.key("truncated");
  encoder.value(shown.size() < text.size());
  encoder.end_object();
}

// A structure is not cut: AWS's way with one that is too large is not known.
void encode_structure(const EventMember& member, Encoder& encoder) {
  encoder.raw(std::get<std::string>(member.value));
  encoder.key(std::string(member.name) + "Details");
  encoder.raw(R"({"truncated":false})");
}

void encode_details(const HistoryEvent& event, ExecutionData data, Encoder& encoder) {
  std::vector<const EventMember*> members;
  for (const EventMember& member : event.details) {
    if (data == ExecutionData::Included || !is_execution_data(member.kind))
      members.push_back(&member);
  }
  // Public samples of AWS's log records have them by name, other than the answers of the API; the
  // recorded cases allow any order.
  std::sort(members.begin(), members.end(),
            [](const EventMember* a, const EventMember* b) { return a->name < b->name; });
  encoder.begin_object();
  for (const EventMember* const member : members) {
    encoder.key(member->name);
    if (member->kind == EventMember::Kind::Data) {
      encode_data(*member, encoder);
    } else if (member->kind == EventMember::Kind::ObjectData) {
      encode_structure(*member, encoder);
    } else if (member->kind == EventMember::Kind::Object) {
      encoder.raw(std::get<std::string>(member->value));
    } else {
      std::visit([&](const auto& value) { encoder.value(value); }, member->value);
    }
  }
  encoder.end_object();
}

void encode_number_as_text(std::string_view key, std::int64_t number, Encoder& encoder) {
  encoder.key(key);
  encoder.value(std::to_string(number));
}

}  // namespace

bool is_logged(HistoryEventType type, LogLevelSetting level) {
  switch (level) {
    case LogLevelSetting::All:
      return true;
    case LogLevelSetting::Error:
      return is_failure(type);
    case LogLevelSetting::Fatal:
      return ends_execution_badly(type);
    case LogLevelSetting::Off:
      break;
  }
  return false;
}

// Observed: logs::test_base: the order, and that the numbers are texts. An event without details
// was not recorded.
std::string log_record(const HistoryEvent& event, const LoggedExecution& execution) {
  Encoder encoder;
  encoder.begin_object();
  encode_number_as_text("id", event.id, encoder);
  encoder.key("type");
  encoder.value(event_type_name(event.type));
  encoder.key("details");
  encode_details(event, execution.data, encoder);
  encode_number_as_text("previous_event_id", event.previous_event_id, encoder);
  encode_number_as_text("event_timestamp", to_epoch_milliseconds(event.timestamp), encoder);
  encoder.key("execution_arn");
  encoder.value(execution.arn);
  encode_number_as_text("redrive_count", execution.redrive_count, encoder);
  encoder.end_object();
  return encoder.take();
}

}  // namespace sfn::api
