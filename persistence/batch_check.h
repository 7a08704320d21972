#pragma once
// What every backend demands of the batches it is given, before it touches anything. Thread-safe.
#include <cstdint>
#include <span>

#include "persistence/rows.h"

namespace sfn::persistence {

// A journal row's place is one 64-bit key made of execution number and sequence; these bounds keep
// it positive.
inline constexpr std::int64_t kSeqEnd = std::int64_t{1} << 20;
inline constexpr std::int64_t kExecutionNumberEnd = std::int64_t{1} << 43;

// Throws BugError for a batch that no correct caller makes: numbers out of bounds, a journal with
// gaps, a revision that belongs to another machine. What depends on the stored rows is a
// WriteOutcome instead.
void check_batches(std::span<const Batch> batches);

}  // namespace sfn::persistence
