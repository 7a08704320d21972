// A payload is one line of JSON with the record's fields, then, after a line feed, the text of its
// state data if it has any: a record carries at most one such text, and it must come back byte for
// byte, so it is not wrapped in anything. Variables are values without a text of their own.
#include "engine/execution/record_codec.h"

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/assert.h"
#include "base/json/json.h"

namespace sfn::engine {
namespace {

constexpr std::int64_t kPayloadVersion = 1;

// What is stored for an enumerator never changes: the number is the position in the enum, so new
// ones go to the end.
template <typename Enum>
concept Enumeration = std::is_enum_v<Enum>;

constexpr std::int64_t last_of(StateType) { return static_cast<std::int64_t>(StateType::Map); }
constexpr std::int64_t last_of(ChildStatus) {
  return static_cast<std::int64_t>(ChildStatus::Aborted);
}
constexpr std::int64_t last_of(TaskFamily) {
  return static_cast<std::int64_t>(TaskFamily::Activity);
}

class FieldWriter {
 public:
  explicit FieldWriter(std::int64_t previous_event_id) {
    line_ = "{\"v\":";
    line_ += std::to_string(kPayloadVersion);
    if (previous_event_id != 0) operator()("prev", previous_event_id);
  }

  void operator()(std::string_view name, std::int64_t value) { key(name) += std::to_string(value); }
  void operator()(std::string_view name, std::int32_t value) {
    operator()(name, std::int64_t{value});
  }
  void operator()(std::string_view name, std::uint32_t value) {
    operator()(name, std::int64_t{value});
  }
  void operator()(std::string_view name, VisitId value) { operator()(name, value.value()); }
  void operator()(std::string_view name, WorkflowTime value) {
    operator()(name, to_epoch_milliseconds(value));
  }
  void operator()(std::string_view name, Enumeration auto value) {
    operator()(name, static_cast<std::int64_t>(value));
  }
  void operator()(std::string_view name, const std::string& value) {
    append_json_string(key(name), value);
  }
  template <typename T>
  void operator()(std::string_view name, const std::optional<T>& value) {
    if (value) operator()(name, *value);
  }
  void operator()(std::string_view name, const TaskTarget& target) {
    operator()(name, target.family);
    operator()("type", target.resource_type);
    operator()("resource", target.resource);
  }
  void operator()(std::string_view name, double value) {
    Json::number(value).append_text(key(name));
  }
  void operator()(std::string_view name, const std::vector<std::int32_t>& numbers) {
    std::string& line = key(name) += '[';
    for (const std::int32_t number : numbers) {
      if (line.back() != '[') line += ',';
      line += std::to_string(number);
    }
    line += ']';
  }
  void operator()(std::string_view, const MapRunLimits& limits) {
    operator()("concurrency", limits.max_concurrency);
    operator()("percentage", limits.tolerated_failure_percentage);
    operator()("count", limits.tolerated_failure_count);
  }
  // Written compactly, so that they stay within the line.
  void operator()(std::string_view name, const Json::Members& members) {
    if (!members.empty()) Json::object(members).append_text(key(name));
  }
  void data(const Json& value) { data_ = &value; }
  void data(const std::optional<Json>& value) {
    if (value) data_ = &*value;
  }

  [[nodiscard]] std::string payload() && {
    line_ += '}';
    if (data_ != nullptr) {
      line_ += '\n';
      data_->append_text(line_);
    }
    return std::move(line_);
  }

 private:
  std::string& key(std::string_view name) {
    line_ += ",\"";
    line_ += name;
    line_ += "\":";
    return line_;
  }

  std::string line_;
  const Json* data_ = nullptr;
};

class FieldReader {
 public:
  explicit FieldReader(std::string payload) {
    const std::size_t line_end = payload.find('\n');
    if (line_end != std::string::npos) {
      data_ = payload.substr(line_end + 1);
      payload.resize(line_end);
    }
    fields_ = Json::parse_trusted(std::move(payload));
    std::int64_t version = 0;
    operator()("v", version);
    SFN_ASSERT(version == kPayloadVersion,
               "the journal was written by a version that this one knows");
  }

  [[nodiscard]] std::int64_t previous_event_id() const {
    const Json* const found = fields_.find("prev");
    return found == nullptr ? 0 : number("prev");
  }

  void operator()(std::string_view name, std::int64_t& value) { value = number(name); }
  void operator()(std::string_view name, std::int32_t& value) {
    value = small_number<std::int32_t>(name);
  }
  void operator()(std::string_view name, std::uint32_t& value) {
    value = small_number<std::uint32_t>(name);
  }
  void operator()(std::string_view name, VisitId& value) { value = VisitId{number(name)}; }
  void operator()(std::string_view name, WorkflowTime& value) {
    value = from_epoch_milliseconds(number(name));
  }
  template <Enumeration Enum>
  void operator()(std::string_view name, Enum& value) {
    const std::int64_t position = number(name);
    SFN_ASSERT(position >= 0 && position <= last_of(Enum{}),
               "a journal has only enumerators that this version knows");
    value = static_cast<Enum>(position);
  }
  void operator()(std::string_view name, std::string& value) { value = at(name).as_string(); }
  template <typename T>
  void operator()(std::string_view name, std::optional<T>& value) {
    if (fields_.find(name) != nullptr) operator()(name, value.emplace());
  }
  void operator()(std::string_view name, TaskTarget& target) {
    operator()(name, target.family);
    operator()("type", target.resource_type);
    operator()("resource", target.resource);
  }
  void operator()(std::string_view name, double& value) { value = at(name).as_double(); }
  void operator()(std::string_view name, std::vector<std::int32_t>& numbers) {
    for (const Json& number : at(name).items())
      numbers.push_back(static_cast<std::int32_t>(number.as_integer().value()));
  }
  void operator()(std::string_view, MapRunLimits& limits) {
    operator()("concurrency", limits.max_concurrency);
    operator()("percentage", limits.tolerated_failure_percentage);
    operator()("count", limits.tolerated_failure_count);
  }
  void operator()(std::string_view name, Json::Members& members) {
    const Json* const found = fields_.find(name);
    if (found == nullptr) return;
    SFN_ASSERT(found->is_object(), "variables have names");
    members = found->members();
  }
  void data(Json& value) { value = Json::parse_trusted(std::move(data_)); }
  // No JSON text is empty.
  void data(std::optional<Json>& value) {
    if (!data_.empty()) data(value.emplace());
  }

 private:
  [[nodiscard]] const Json& at(std::string_view name) const {
    const Json* const found = fields_.find(name);
    SFN_ASSERT(found != nullptr, "a journal payload has the field '" + std::string(name) + "'");
    return *found;
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const {
    const std::optional<std::int64_t> value = at(name).as_integer();
    SFN_ASSERT(value.has_value(),
               "the field '" + std::string(name) + "' of a journal payload is a number");
    return *value;
  }
  template <typename Small>
  [[nodiscard]] Small small_number(std::string_view name) const {
    const std::int64_t value = number(name);
    SFN_ASSERT(std::in_range<Small>(value),
               "the field '" + std::string(name) + "' of a journal payload is in its range");
    return static_cast<Small>(value);
  }

  Json fields_;
  std::string data_;
};

// One list of fields for each record, for writing and for reading.
#define SFN_RECORD_FIELDS(type) \
  template <typename V>         \
  void fields_of(               \
      V& v,                     \
      std::conditional_t<std::is_same_v<V, FieldWriter>, const record::type, record::type>& r)

SFN_RECORD_FIELDS(ExecutionStarted) {
  v("role", r.role_arn);
  v("times_out_at", r.times_out_at);
  v("trace", r.trace_header);
  v("started_by", r.started_by);
  v.data(r.input);
}
SFN_RECORD_FIELDS(ExecutionSucceeded) { v.data(r.output); }
SFN_RECORD_FIELDS(ExecutionFailed) {
  v("error", r.error);
  v("cause", r.cause);
}
SFN_RECORD_FIELDS(ExecutionTimedOut) {
  static_cast<void>(v);
  static_cast<void>(r);
}
SFN_RECORD_FIELDS(ExecutionAborted) {
  v("error", r.error);
  v("cause", r.cause);
}
SFN_RECORD_FIELDS(StateEntered) {
  v("parent", r.parent);
  v("branch", r.branch);
  v("type", r.type);
  v("state", r.state);
  v.data(r.input);
}
SFN_RECORD_FIELDS(StateExited) {
  v("visit", r.visit);
  v("type", r.type);
  v("state", r.state);
  v("next", r.next);
  v("assigned", r.assigned);
  v.data(r.output);
}
SFN_RECORD_FIELDS(StateAborted) {
  v("visit", r.visit);
  v("type", r.type);
}
SFN_RECORD_FIELDS(TaskScheduled) {
  v("visit", r.visit);
  v("family", r.target);
  v("region", r.region);
  v("timeout", r.timeout_seconds);
  v("heartbeat", r.heartbeat_seconds);
  v("credentials", r.credentials_role);
  v.data(r.parameters);
}
SFN_RECORD_FIELDS(TaskStarted) {
  v("visit", r.visit);
  v("family", r.target);
  v("worker", r.worker);
}
SFN_RECORD_FIELDS(TaskSucceeded) {
  v("visit", r.visit);
  v("family", r.target);
  v.data(r.output);
}
SFN_RECORD_FIELDS(TaskFailed) {
  v("visit", r.visit);
  v("family", r.target);
  v("error", r.error);
  v("cause", r.cause);
}
SFN_RECORD_FIELDS(TaskTimedOut) {
  v("visit", r.visit);
  v("family", r.target);
}
SFN_RECORD_FIELDS(ParallelStarted) {
  v("visit", r.visit);
  v.data(r.input);
}
SFN_RECORD_FIELDS(ParallelSucceeded) { v("visit", r.visit); }
SFN_RECORD_FIELDS(ParallelFailed) { v("visit", r.visit); }
SFN_RECORD_FIELDS(WaitArmed) {
  v("visit", r.visit);
  v("due", r.due);
}
SFN_RECORD_FIELDS(RetryScheduled) {
  v("visit", r.visit);
  v("retrier", r.retrier);
  v("failed_event", r.failed_event);
  v("due", r.due);
}
SFN_RECORD_FIELDS(TaskSubmitted) {
  v("visit", r.visit);
  v("family", r.target);
  v.data(r.output);
}
SFN_RECORD_FIELDS(MapStarted) {
  v("visit", r.visit);
  v("length", r.length);
  v("concurrency", r.concurrency);
  v.data(r.items);
}
template <typename V, typename OfIteration>
void iteration_fields_of(V& v, OfIteration& r) {
  v("visit", r.visit);
  v("index", r.index);
  v("map", r.map);
}
SFN_RECORD_FIELDS(MapIterationStarted) {
  iteration_fields_of(v, r);
  v.data(r.input);
}
SFN_RECORD_FIELDS(MapIterationSucceeded) { iteration_fields_of(v, r); }
SFN_RECORD_FIELDS(MapIterationFailed) { iteration_fields_of(v, r); }
SFN_RECORD_FIELDS(MapIterationAborted) { iteration_fields_of(v, r); }
SFN_RECORD_FIELDS(MapSucceeded) { v("visit", r.visit); }
SFN_RECORD_FIELDS(MapFailed) { v("visit", r.visit); }
SFN_RECORD_FIELDS(MapRunStarted) {
  v("visit", r.visit);
  v("arn", r.arn);
  v("limits", r.limits);
}
SFN_RECORD_FIELDS(MapRunSucceeded) { v("visit", r.visit); }
SFN_RECORD_FIELDS(MapRunFailed) {
  v("visit", r.visit);
  v("error", r.error);
  v("cause", r.cause);
}
SFN_RECORD_FIELDS(MapRunAborted) { v("visit", r.visit); }
SFN_RECORD_FIELDS(MapRunChildrenStarted) {
  v("visit", r.visit);
  v("items", r.items);
}
SFN_RECORD_FIELDS(MapRunChildEnded) {
  v("visit", r.visit);
  v("index", r.index);
  v("status", r.status);
  v.data(r.output);
}
SFN_RECORD_FIELDS(MapRunUpdated) {
  v("visit", r.visit);
  v("limits", r.limits);
}
SFN_RECORD_FIELDS(HeartbeatReceived) { v("visit", r.visit); }
SFN_RECORD_FIELDS(TaskAnswered) {
  v("visit", r.visit);
  v("error", r.error);
  v("cause", r.cause);
  v.data(r.output);
}
SFN_RECORD_FIELDS(EvaluationFailed) {
  v("visit", r.visit);
  v("state", r.state);
  v("error", r.error);
  v("cause", r.cause);
  v("location", r.location);
}
#undef SFN_RECORD_FIELDS

// The kind is the position in RecordBody: new records go to its end.
template <std::size_t Index>
RecordBody read_body(FieldReader& reader) {
  std::variant_alternative_t<Index, RecordBody> body;
  fields_of(reader, body);
  return body;
}

template <std::size_t... Index>
RecordBody read_body_of(std::size_t kind, FieldReader& reader, std::index_sequence<Index...>) {
  using Read = RecordBody (*)(FieldReader&);
  static constexpr std::array<Read, sizeof...(Index)> kReaders{&read_body<Index>...};
  SFN_ASSERT(kind < kReaders.size(), "a journal has only kinds of records that this version knows");
  return kReaders.at(kind)(reader);
}

}  // namespace

EncodedRecord encode_record(const Record& record) {
  FieldWriter writer{record.previous_event_id};
  std::visit([&](const auto& body) { fields_of(writer, body); }, record.body);
  return {static_cast<std::int32_t>(record.body.index()), std::move(writer).payload()};
}

Record decode_record(std::int64_t seq, std::int64_t event_id, WorkflowTime at, std::int32_t kind,
                     std::string payload) {
  FieldReader reader{std::move(payload)};
  Record record;
  record.seq = seq;
  record.event_id = event_id;
  record.previous_event_id = reader.previous_event_id();
  record.at = at;
  record.body = read_body_of(static_cast<std::size_t>(kind), reader,
                             std::make_index_sequence<std::variant_size_v<RecordBody>>{});
  return record;
}

}  // namespace sfn::engine
