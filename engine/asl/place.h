#pragma once
// Place: where in a definition a check or parser stands, and what it must know of the surroundings.
// Lives while one definition is compiled; not thread-safe.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/asl/language.h"
#include "engine/asl/machine_type.h"
#include "engine/query/diagnostic.h"

namespace sfn::engine::asl {

// A refused definition is refused as well with the first thousand findings as with all. Bounds what
// a hostile definition costs: a finding names its whole path.
inline constexpr std::size_t kMostFindings = 1'000;

// Of them, so many may be warnings: they never keep an error from being found.
inline constexpr std::size_t kMostWarnings = kMostFindings / 2;

// What became of a state's work, as `$states` shows it to what is evaluated after it: nothing,
// `result` or `errorOutput`.
enum class Outcome : std::uint8_t { None, Result, Error };

struct StateOutline;

struct Place {
  std::vector<Diagnostic>& findings;
  MachineType machine_type = MachineType::Standard;
  Language machine_language = Language::JsonPath;
  Language language = Language::JsonPath;  // of the state around here
  bool judge_language = true;              // false where the language itself was refused
  Outcome outcome = Outcome::None;         // what Output and Assign see here
  std::size_t block_depth = 0;             // how many Parallel and Map states are around here
  DiagnosticSink where{findings};
  std::size_t state_length = 0;   // of the location of the state around here
  StateOutline* state = nullptr;  // the state around here; nullptr outside of all states

  template <typename Step>
  [[nodiscard]] Place at(Step step) const {
    Place inner = *this;
    inner.where = where.at(step);
    return inner;
  }
  // Where this is in the fields of its state, as evaluation failures name it: "Assign/x/y[0]".
  // AWS HistoryEvent: evaluationFailedEventDetails.location.
  [[nodiscard]] std::string in_state() const {
    const std::string& all = where.location();
    return all.size() > state_length ? all.substr(state_length + 1) : std::string{};
  }
  // The same place, whose findings go elsewhere.
  [[nodiscard]] Place reporting_to(std::vector<Diagnostic>& other) const {
    return {other,          machine_type, machine_language, language,
            judge_language, outcome,      block_depth,      DiagnosticSink{other, where.location()},
            state_length};
  }
  void schema_error(std::string message) const {
    DiagnosticSink{where}.schema_error(std::move(message));
  }
  void error(std::string_view code, std::string message) const {
    DiagnosticSink{where}.error(code, std::move(message));
  }
  void warning(std::string_view code, std::string message) const {
    if (findings.size() < kMostWarnings) DiagnosticSink{where}.warning(code, std::move(message));
  }
  // True when there is no point in looking further.
  [[nodiscard]] bool enough() const { return findings.size() >= kMostFindings; }
};

}  // namespace sfn::engine::asl
