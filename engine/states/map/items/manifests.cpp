#include "engine/states/map/items/manifests.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json/json.h"
#include "base/utf8.h"
#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

// AWS's words for manifests that cannot be read are not known.
Unexpected<StatesError> bad_manifest(const std::string& reason) {
  return sfn::unexpected(item_reader_failed("The manifest cannot be read: " + reason));
}

std::optional<std::string> text_of(const Json& object, std::string_view name) {
  const Json* const member = object.find(name);
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return member->as_string();
}

}  // namespace

StateResult<InventoryManifest> read_inventory_manifest(std::string_view text) {
  if (text.size() > kLargestItemBytes) return sfn::unexpected(item_too_large());
  const auto manifest = Json::parse(std::string(text));
  if (!manifest) return bad_manifest(manifest.error().message);
  const auto format = text_of(*manifest, "fileFormat");
  const auto schema = text_of(*manifest, "fileSchema");
  const auto bucket = text_of(*manifest, "destinationBucket");  // an ARN
  const Json* const files = manifest->find("files");
  if (!format || !schema || !bucket || files == nullptr || !files->is_array())
    return bad_manifest("it is no manifest of an S3 inventory");
  if (*format != "CSV") return bad_manifest("its files are " + *format + ", not CSV");
  InventoryManifest read;
  for (const std::string_view header : split(*schema, ',')) read.headers.emplace_back(header);
  const std::string name = bucket->substr(bucket->rfind(':') + 1);
  for (const Json& file : files->items()) {
    auto key = text_of(file, "key");
    if (!key) return bad_manifest("one of its files has no key");
    read.files.push_back({name, *std::move(key)});
  }
  return read;
}

StateResult<std::vector<ListedObject>> read_athena_manifest(std::string_view text) {
  if (text.size() > kLargestItemBytes) return sfn::unexpected(item_too_large());
  constexpr std::string_view kScheme = "s3://";
  std::vector<ListedObject> files;
  for (std::string_view line : split(text, '\n')) {
    if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
      line = line.substr(1, line.size() - 2);
    if (line.empty()) continue;
    const std::size_t slash = line.find('/', kScheme.size());
    if (!line.starts_with(kScheme) || slash == std::string_view::npos || slash == kScheme.size() ||
        slash + 1 == line.size()) {
      return bad_manifest("'" + std::string(utf8_prefix(line, 200)) + "' is no URI of an object");
    }
    files.push_back({std::string(line.substr(kScheme.size(), slash - kScheme.size())),
                     std::string(line.substr(slash + 1))});
  }
  return files;
}

}  // namespace sfn::engine
