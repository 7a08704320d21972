#pragma once
// Opening stores in directories of a test.
#include <filesystem>
#include <memory>
#include <string>

#include "persistence/store.h"

namespace sfn::persistence::testing {

inline std::unique_ptr<Store> open_store(const std::filesystem::path& directory) {
  return make_store({.directory = directory.string(), .durability = Durability::Full});
}

// Why the store cannot be opened; empty if it can.
inline std::string refusal(const std::filesystem::path& directory) {
  try {
    (void)open_store(directory);
    return "";
  } catch (const StoreError& error) {
    return error.what();
  }
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sfn::persistence::testing
