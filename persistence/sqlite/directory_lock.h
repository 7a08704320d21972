#pragma once
// DirectoryLock: one server at a time uses a data directory. Held from construction to the end of
// the object or of the process, however that ends.
#include <filesystem>

#include "persistence/sqlite/file_descriptor.h"

namespace sfn::persistence::sqlite {

class DirectoryLock {
 public:
  // Throws StoreError that names the holder's process id, or says why the directory cannot be
  // written.
  explicit DirectoryLock(const std::filesystem::path& directory);

 private:
  FileDescriptor file_;
};

}  // namespace sfn::persistence::sqlite
