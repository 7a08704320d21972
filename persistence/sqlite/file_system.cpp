#include "persistence/sqlite/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "persistence/sqlite/file_descriptor.h"
#include "persistence/store.h"

namespace sfn::persistence::sqlite {
namespace {

constexpr mode_t kOwnerOnlyDirectory = 0700;
constexpr mode_t kOwnerOnlyFile = 0600;

void write_gitignore(const std::filesystem::path& directory) {
  // A data directory often lies in a working copy; executions may hold what must not be published.
  const std::filesystem::path file = directory / ".gitignore";
  const FileDescriptor descriptor(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
  if (!descriptor.is_open()) throw_errno("create", file, errno);
  if (::write(descriptor.get(), "*\n", 2) != 2) throw_errno("write", file, errno);
}

void sync_path(const std::filesystem::path& path, int flags) {
  const FileDescriptor descriptor(::open(path.c_str(), flags | O_CLOEXEC));
  if (!descriptor.is_open()) throw_errno("open", path, errno);
  if (::fsync(descriptor.get()) != 0) throw_errno("sync", path, errno);
}

}  // namespace

void throw_errno(std::string_view doing, const std::filesystem::path& file, int error) {
  throw StoreError("cannot " + std::string(doing) + " " + file.string() + ": " +
                   std::generic_category().message(error));
}

void ensure_private_directory(const std::filesystem::path& directory) {
  std::error_code ec;
  const std::filesystem::file_status status = std::filesystem::status(directory, ec);
  if (std::filesystem::is_directory(status)) return;
  if (std::filesystem::exists(status)) {
    throw StoreError("the data directory " + directory.string() + " is not a directory");
  }
  if (status.type() != std::filesystem::file_type::not_found) {
    throw_errno("look at the data directory", directory, ec.value());
  }
  if (directory.has_parent_path()) {
    std::filesystem::create_directories(directory.parent_path(), ec);
    if (ec) throw_errno("create the data directory", directory, ec.value());
  }
  if (::mkdir(directory.c_str(), kOwnerOnlyDirectory) != 0) {
    if (errno == EEXIST) return;  // another server was faster; the lock decides between the two
    throw_errno("create the data directory", directory, errno);
  }
  write_gitignore(directory);
}

void create_private_file(const std::filesystem::path& file) {
  const FileDescriptor descriptor(
      ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile));
  if (!descriptor.is_open()) throw_errno("create", file, errno);
}

void remove_file(const std::filesystem::path& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) throw_errno("remove", file, errno);
}

void sync_file(const std::filesystem::path& file) { sync_path(file, O_RDWR); }

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw_errno("create", to, errno);
  sync_path(to.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace sfn::persistence::sqlite
