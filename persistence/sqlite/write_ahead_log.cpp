#include "persistence/sqlite/write_ahead_log.h"

#include <system_error>
#include <utility>

#include "persistence/store.h"

namespace sfn::persistence::sqlite {
namespace {

// Lengths in pages of 8 KiB.

// Less than this (4 MiB) is not worth a checkpoint while commits come in.
constexpr std::int64_t kWorthwhileFrames = 512;
// From this length on (32 MiB) the log is to begin anew.
constexpr std::int64_t kLongFrames = 4096;
// So much (512 KiB) may be left to a commit.
constexpr std::int64_t kLastFrames = 64;
// Each pass copies what came in during the one before. Where that does not get less, the disk can
// do no more.
constexpr int kPasses = 8;
// Beyond this length (64 MiB) the writer copies all by itself: no upkeep came in time.
constexpr std::int64_t kTooLongFrames = 8192;
// An idle store gives a log back to the disk that is longer than this. A short one stays:
// overwriting is faster than growing.
constexpr std::uintmax_t kIdleLogBytes = std::uintmax_t{8} << 20;

}  // namespace

WriteAheadLog::WriteAheadLog(Database& writer, std::unique_ptr<Database> upkeep,
                             std::filesystem::path log)
    : writer_(writer), log_(std::move(log)), upkeep_(std::move(upkeep)) {}

void WriteAheadLog::after_commit() {
  const std::int64_t frames = writer_.log_frames();
  commits_.fetch_add(1, std::memory_order_relaxed);
  frames_.store(frames, std::memory_order_relaxed);
  if (!is_writers_turn_.exchange(false) && frames < kTooLongFrames) return;
  try {
    writer_.checkpoint(CheckpointMode::Passive);
  } catch (const StoreError&) {
    // The commit stands whatever became of the copy; a later commit tries again.
  }
}

void WriteAheadLog::maintain() {
  const std::lock_guard lock(upkeep_mutex_);
  const std::int64_t commits = commits_.load(std::memory_order_relaxed);
  const std::int64_t frames = frames_.load(std::memory_order_relaxed);
  const bool is_idle = std::exchange(seen_commits_, commits) == commits;
  if (is_idle) {
    std::error_code ec;
    const std::uintmax_t bytes = std::filesystem::file_size(log_, ec);
    const bool is_long = !ec && bytes > kIdleLogBytes;
    upkeep_->checkpoint(is_long ? CheckpointMode::Truncate : CheckpointMode::Passive);
  } else if (frames >= kTooLongFrames) {
    return;  // the writer must not find it taken every time
  } else if (frames >= kLongFrames) {
    copy_all_but_the_last();
  } else if (frames >= kWorthwhileFrames) {
    upkeep_->checkpoint(CheckpointMode::Passive);
  }
}

void WriteAheadLog::copy_all_but_the_last() {
  for (int pass = 0; pass < kPasses; ++pass) {
    const Checkpoint copied = upkeep_->checkpoint(CheckpointMode::Passive);
    upkeep_->sync_file();
    const std::int64_t left = frames_.load(std::memory_order_relaxed) - copied.log_frames;
    if (copied.complete && left <= kLastFrames) break;
  }
  is_writers_turn_ = true;
}

}  // namespace sfn::persistence::sqlite
