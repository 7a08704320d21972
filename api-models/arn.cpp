#include "api-models/arn.h"

#include <algorithm>

namespace sfn::api {
namespace {

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

std::string arn_of(const Owner& owner, std::string_view type, std::string_view name) {
  std::string arn = "arn:";
  arn.append(partition_of(owner.region)).append(":states:").append(owner.region);
  return arn.append(":").append(owner.account).append(":").append(type).append(":").append(name);
}

// AWS: no white space, brackets, wildcards, these special characters, or control characters (C0 and
// C1).
bool is_forbidden_in_name(std::string_view name, std::size_t i) {
  const auto byte = static_cast<unsigned char>(name[i]);
  if (byte <= 0x20 || byte == 0x7F) return true;
  if (std::string_view("<>{}[]?*\"#%\\^|~`$&,;:/").find(name[i]) != std::string_view::npos)
    return true;
  const auto next = [&](std::size_t k) {
    return i + k < name.size() ? static_cast<unsigned char>(name[i + k]) : 0u;
  };
  if (byte == 0xC2 && next(1) >= 0x80 && next(1) <= 0x9F) return true;
  if (byte == 0xF4 && next(1) == 0x8F && next(2) == 0xBF && next(3) == 0xBF)
    return true;                                                                   // U+10FFFF
  return byte == 0xEF && next(1) == 0xBF && (next(2) == 0xBE || next(2) == 0xBF);  // U+FFFE, U+FFFF
}

// The ARN of a state machine with another type in it.
std::string of_type(std::string_view type, std::string_view state_machine_arn) {
  std::string arn{state_machine_arn};
  const std::string infix = ":" + std::string(arn_type::kStateMachine) + ":";
  const std::size_t at = arn.find(infix);
  if (at != std::string::npos) arn.replace(at, infix.size(), ":" + std::string(type) + ":");
  return arn;
}

}  // namespace

std::vector<std::string_view> split_arn(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

ApiResult<Arn> parse_arn(std::string_view text) {
  const std::vector<std::string_view> parts = split_arn(text);
  if (parts.size() < 7 || parts[0] != "arn" || parts[2] != "states")
    return api_error::invalid_arn_prefix(text);
  Arn arn{std::string(parts[1]),
          std::string(parts[3]),
          std::string(parts[4]),
          std::string(parts[5]),
          {}};
  for (std::size_t i = 6; i < parts.size(); ++i) arn.rest.emplace_back(parts[i]);
  return arn;
}

ApiResult<Arn> parse_arn_of(std::string_view type, std::string_view text) {
  SFN_TRY(Arn arn, parse_arn(text));
  if (arn.type != type) return api_error::invalid_arn_type(arn.type);
  return arn;
}

std::string state_machine_arn(const Owner& owner, std::string_view name) {
  return arn_of(owner, arn_type::kStateMachine, name);
}

std::string activity_arn(const Owner& owner, std::string_view name) {
  return arn_of(owner, arn_type::kActivity, name);
}

std::string execution_arn(std::string_view state_machine_arn, std::string_view execution_name) {
  return of_type(arn_type::kExecution, state_machine_arn).append(":").append(execution_name);
}

// Observed: test_start_sync_execution.
std::string express_arn(std::string_view state_machine_arn, std::string_view execution_name,
                        std::string_view id) {
  return of_type(arn_type::kExpress, state_machine_arn)
      .append(":")
      .append(execution_name)
      .append(":")
      .append(id);
}

// Observed: test_list_map_runs_and_describe_map_run.
std::string labelled_arn(std::string_view state_machine_arn, std::string_view label) {
  return std::string(state_machine_arn).append("/").append(label);
}

std::string map_run_arn(std::string_view state_machine_arn, std::string_view label,
                        std::string_view uuid) {
  const std::vector<std::string_view> parts = split_arn(state_machine_arn);
  std::string arn;
  for (std::size_t part = 0; part < 5; ++part) arn.append(parts.at(part)).append(":");
  const std::string_view name = parts.at(6).substr(0, parts.at(6).find('/'));
  return arn.append(arn_type::kMapRun)
      .append(":")
      .append(name)
      .append("/")
      .append(label)
      .append(":")
      .append(uuid);
}

ApiResult<void> check_name(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_forbidden_in_name(name, i)) return api_error::invalid_name(name);
  }
  return {};
}

}  // namespace sfn::api
