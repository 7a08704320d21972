#include "engine/states/map/items/gunzip.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <string>

#include "base/assert.h"
#include "engine/states/map/items/item_parser.h"

namespace sfn::engine {
namespace {

constexpr std::size_t kPieceBytes = 64u * 1024;
constexpr int kGzipOnly = MAX_WBITS + 16;  // as zlib's manual has it

StatesError no_gzip() { return item_reader_failed("The file is not compressed with gzip"); }

}  // namespace

struct Gunzip::Stream {
  z_stream zlib{};
  std::string fed;
  std::size_t taken = 0;
  std::array<char, kPieceBytes> piece{};
  bool has_more = false;     // that did not fit into the last piece
  bool is_in_member = true;  // of which a gzip file may have several
  bool is_bad = false;
};

Gunzip::Gunzip() : stream_(std::make_unique<Stream>()) {
  const int status = inflateInit2(&stream_->zlib, kGzipOnly);
  if (status == Z_MEM_ERROR) throw std::bad_alloc{};
  SFN_ASSERT(status == Z_OK, "zlib is the one that this was compiled for");
}

Gunzip::~Gunzip() { inflateEnd(&stream_->zlib); }

void Gunzip::feed(std::string_view bytes) {
  stream_->fed.erase(0, stream_->taken);
  stream_->taken = 0;
  stream_->fed += bytes;
}

StateResult<std::string_view> Gunzip::next() {
  Stream& stream = *stream_;
  z_stream& zlib = stream.zlib;
  if (stream.is_bad) return sfn::unexpected(no_gzip());
  while (stream.taken < stream.fed.size() || stream.has_more) {
    const std::size_t left =
        std::min<std::size_t>(stream.fed.size() - stream.taken, std::numeric_limits<uInt>::max());
    zlib.next_in = reinterpret_cast<const Bytef*>(stream.fed.data() + stream.taken);
    zlib.avail_in = static_cast<uInt>(left);
    zlib.next_out = reinterpret_cast<Bytef*>(stream.piece.data());
    zlib.avail_out = static_cast<uInt>(stream.piece.size());
    if (!stream.is_in_member) inflateReset(&zlib);
    stream.is_in_member = true;
    const int status = inflate(&zlib, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc{};
    // Z_BUF_ERROR: there was nothing left to do.
    stream.is_bad = status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR;
    stream.taken += left - zlib.avail_in;
    stream.has_more = status == Z_OK && zlib.avail_out == 0;
    stream.is_in_member = status != Z_STREAM_END;
    const std::size_t bytes = stream.piece.size() - zlib.avail_out;
    if (bytes > 0) return std::string_view(stream.piece.data(), bytes);
    if (stream.is_bad) return sfn::unexpected(no_gzip());
  }
  return std::string_view{};
}

StateResult<void> Gunzip::finish() const {
  if (stream_->is_in_member)
    return sfn::unexpected(item_reader_failed("The compressed file ends too early"));
  return {};
}

}  // namespace sfn::engine
