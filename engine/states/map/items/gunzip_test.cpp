#include "engine/states/map/items/gunzip.h"

#include <zlib.h>

#include <string>

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

std::string gzip(std::string text) {
  z_stream zlib{};
  constexpr int kGzip = MAX_WBITS + 16;
  REQUIRE(deflateInit2(&zlib, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) ==
          Z_OK);
  std::string compressed(deflateBound(&zlib, text.size()), '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(text.data());
  zlib.avail_in = static_cast<uInt>(text.size());
  zlib.next_out = reinterpret_cast<Bytef*>(compressed.data());
  zlib.avail_out = static_cast<uInt>(compressed.size());
  REQUIRE(deflate(&zlib, Z_FINISH) == Z_STREAM_END);
  compressed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return compressed;
}

// What comes out, with the error that ends it behind a "!".
std::string gunzipped(std::string_view compressed, std::size_t fed_at_once) {
  Gunzip gunzip;
  std::string text;
  for (; !compressed.empty(); compressed.remove_prefix(std::min(fed_at_once, compressed.size()))) {
    gunzip.feed(compressed.substr(0, fed_at_once));
    while (true) {
      const auto piece = gunzip.next();
      if (!piece) return text + "!" + *piece.error().cause;
      if (piece->empty()) break;
      CHECK(piece->size() <= 65'536);
      text += *piece;
    }
  }
  const auto end = gunzip.finish();
  return end ? text : text + "!" + *end.error().cause;
}

TEST_CASE("Gunzip: gives what was compressed, however it comes", "[map][items]") {
  for (const std::string& text :
       {std::string(), std::string("a,b\n1,2\n"), std::string(1'000'000, 'x')}) {
    const std::string compressed = gzip(text);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, compressed.size()}) {
      CAPTURE(text.size(), piece);
      CHECK((gunzipped(compressed, piece) == text));
    }
  }
}

TEST_CASE("Gunzip: a file may have several members", "[map][items]") {
  const std::string compressed = gzip("a") + gzip("") + gzip("b");
  CHECK(gunzipped(compressed, 1) == "ab");
  CHECK(gunzipped(compressed, compressed.size()) == "ab");
}

TEST_CASE("Gunzip: what is cut off or no gzip is refused", "[map][items]") {
  const std::string compressed = gzip("text");
  const std::string cut = compressed.substr(0, compressed.size() - 1);
  CHECK(gunzipped(cut, 4) == "text!The compressed file ends too early");
  CHECK(gunzipped("", 1) == "!The compressed file ends too early");
  CHECK(gunzipped("a,b\n1,2\n", 3) == "!The file is not compressed with gzip");
  std::string damaged = compressed;
  damaged[damaged.size() - 6] = static_cast<char>(~damaged[damaged.size() - 6]);  // of the sum
  CHECK(gunzipped(damaged, damaged.size()).ends_with("!The file is not compressed with gzip"));
}

}  // namespace
}  // namespace sfn::engine
