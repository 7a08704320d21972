#pragma once
// The few file operations around the database file. All throw StoreError that names the file and
// the reason.
#include <filesystem>
#include <string_view>

namespace sfn::persistence::sqlite {

// Makes the directory for the owner alone if there is none, with a .gitignore for everything in it.
// Throws if the path is something else than a directory.
void ensure_private_directory(const std::filesystem::path& directory);

// Makes an empty file for the owner alone; there must be none.
void create_private_file(const std::filesystem::path& file);
void remove_file(const std::filesystem::path& file);  // fine if there is none
void sync_file(const std::filesystem::path& file);
// Durable on return.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

[[noreturn]] void throw_errno(std::string_view doing, const std::filesystem::path& file, int error);

}  // namespace sfn::persistence::sqlite
