#include "persistence/sqlite/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <array>
#include <cerrno>
#include <string>

#include "persistence/sqlite/file_system.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {
namespace {

// The lock, not the file, says that a server runs: the file stays, so that no two servers ever lock
// different files of this name.
constexpr const char* kLockFile = "server.lock";

// O_CLOEXEC: programs that the server starts must not hold the lock after it.
int open_lock_file(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / kLockFile;
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw_errno("write to the data directory; opening", file, errno);
  return descriptor;
}

std::string holder_of(const FileDescriptor& file) {
  std::array<char, 32> bytes{};
  const ssize_t size = ::pread(file.get(), bytes.data(), bytes.size(), 0);
  std::string pid;
  for (ssize_t i = 0; i < size && bytes[static_cast<std::size_t>(i)] != '\n'; ++i) {
    pid += bytes[static_cast<std::size_t>(i)];
  }
  // Empty for the moment between a server's lock and its writing of the number.
  return pid.empty() ? "another server" : "another server (process " + pid + ")";
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& directory)
    : file_(open_lock_file(directory)) {
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      throw StoreError("the data directory " + directory.string() + " is in use by " +
                       holder_of(file_));
    }
    throw_errno("lock (the file system may lack locks)", directory / kLockFile, errno);
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_.get(), 0) != 0 ||
      ::pwrite(file_.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    throw_errno("write", directory / kLockFile, errno);
  }
}

}  // namespace sfn::persistence::sqlite
