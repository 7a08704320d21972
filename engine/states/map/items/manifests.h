#pragma once
// Manifests: files that list the files to read. Both are small and read as a whole. AWS
// "ReaderConfig": ManifestType
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/states_error.h"

namespace sfn::engine {

struct ListedObject {
  std::string bucket;
  std::string key;

  friend bool operator==(const ListedObject&, const ListedObject&) = default;
};

struct InventoryManifest {
  std::vector<std::string> headers;  // of the CSV files, which have no row of headers; each column
                                     // is a field of an item
  std::vector<ListedObject> files;   // compressed: gunzip.h
};

// The manifest.json of an S3 inventory. AWS reads CSV inventories only.
[[nodiscard]] StateResult<InventoryManifest> read_inventory_manifest(std::string_view text);

// The manifest of Athena's UNLOAD: an s3:// URI a line, of files in the format that InputType
// names.
[[nodiscard]] StateResult<std::vector<ListedObject>> read_athena_manifest(std::string_view text);

}  // namespace sfn::engine
