#include "engine/runtime/machines.h"

#include <utility>

namespace sfn::engine {
namespace {

MachineType to_machine_type(const std::string& type) {
  return type == "EXPRESS" ? MachineType::Express : MachineType::Standard;
}

}  // namespace

std::shared_ptr<const Machine> Machines::find(const std::string& arn) {
  std::uint64_t changes = 0;
  {
    const std::lock_guard lock{mutex_};
    const auto found = machines_.find(arn);
    if (found != machines_.end()) return found->second;
    changes = changes_;
  }
  auto row = store_.find_machine(arn);
  if (!row) return nullptr;
  auto revision = store_.find_revision(row->revision);
  if (!revision) return nullptr;
  auto compiled = definition(revision->number);
  auto machine = std::make_shared<const Machine>(
      Machine{std::move(*row), std::move(*revision), std::move(compiled)});
  const std::lock_guard lock{mutex_};
  if (changes != changes_)
    return machine;  // may be old already: good for this call, not to be kept
  if (machines_.size() >= kKept) machines_.clear();
  machines_.insert_or_assign(arn, machine);
  return machine;
}

std::shared_ptr<const CompiledDefinition> Machines::definition(std::int64_t revision) {
  {
    const std::lock_guard lock{mutex_};
    const auto found = definitions_.find(revision);
    if (found != definitions_.end()) return found->second;
  }
  const auto row = store_.find_revision(revision);
  if (!row) return nullptr;
  const auto machine = store_.find_machine_by_id(row->machine);
  if (!machine) return nullptr;
  auto compiled = compile_definition(row->definition, to_machine_type(machine->type)).definition;
  const std::lock_guard lock{mutex_};
  if (definitions_.size() >= kKept) definitions_.clear();
  return definitions_.insert_or_assign(revision, std::move(compiled)).first->second;
}

std::shared_ptr<const LogTarget> Machines::logging(std::int64_t revision) {
  {
    const std::lock_guard lock{mutex_};
    const auto found = log_targets_.find(revision);
    if (found != log_targets_.end()) return found->second;
  }
  const auto row = store_.find_revision(revision);
  if (!row) return nullptr;
  auto target = log_target_of(*row);
  const std::lock_guard lock{mutex_};
  if (log_targets_.size() >= kKept) log_targets_.clear();
  return log_targets_.insert_or_assign(revision, std::move(target)).first->second;
}

void Machines::forget_all() {
  const std::lock_guard lock{mutex_};
  ++changes_;
  machines_.clear();
}

}  // namespace sfn::engine
