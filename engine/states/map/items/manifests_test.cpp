#include "engine/states/map/items/manifests.h"

#include <ostream>

#include "base/testing/catch.h"

namespace sfn::engine {

std::ostream& operator<<(std::ostream& to, const ListedObject& object) {
  return to << object.bucket << "/" << object.key;
}

namespace {

TEST_CASE("Manifest: an S3 inventory names its columns and files", "[map][items]") {
  const auto manifest = read_inventory_manifest(R"({
    "sourceBucket": "source", "destinationBucket": "arn:aws:s3:::inventories", "version": "2016-11-30",
    "creationTimestamp": "1514944800000", "fileFormat": "CSV",
    "fileSchema": "Bucket, Key, Size, LastModifiedDate",
    "files": [{"key": "a/data/1.csv.gz", "size": 2147483647, "MD5checksum": "f11166069f1990abeb9c97ace9cdfabc"},
              {"key": "a/data/2.csv.gz", "size": 1, "MD5checksum": "0"}]})");
  REQUIRE(manifest.has_value());
  CHECK(manifest->headers == std::vector<std::string>{"Bucket", "Key", "Size", "LastModifiedDate"});
  CHECK(manifest->files == std::vector<ListedObject>{{"inventories", "a/data/1.csv.gz"},
                                                     {"inventories", "a/data/2.csv.gz"}});
}

TEST_CASE("Manifest: what is no S3 inventory is refused", "[map][items]") {
  for (const char* const text :
       {"", "[]", "{}", R"({"fileFormat":"CSV","fileSchema":"Key","files":[]})",
        R"({"fileFormat":"ORC","fileSchema":"x","destinationBucket":"b","files":[]})",
        R"({"fileFormat":"CSV","fileSchema":"x","destinationBucket":"b","files":[{}]})"}) {
    CAPTURE(text);
    const auto manifest = read_inventory_manifest(text);
    REQUIRE(!manifest.has_value());
    CHECK(manifest.error().name == "States.ItemReaderFailed");
    CHECK(manifest.error().cause->starts_with("The manifest cannot be read: "));
  }
}

TEST_CASE("Manifest: UNLOAD names an object a line", "[map][items]") {
  const auto files = read_athena_manifest("s3://b/folder/1\r\n\"s3://other/2 3\"\n\ns3://b/4");
  REQUIRE(files.has_value());
  CHECK(*files == std::vector<ListedObject>{{"b", "folder/1"}, {"other", "2 3"}, {"b", "4"}});
  CHECK(read_athena_manifest("")->empty());
  for (const char* const text : {"b/1", "s3://b", "s3://b/", "s3:///k", "http://b/k"}) {
    CAPTURE(text);
    CHECK(!read_athena_manifest(text).has_value());
  }
}

}  // namespace
}  // namespace sfn::engine
