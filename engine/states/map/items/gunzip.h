#pragma once
// Gunzip: takes the bytes of a gzip file as they come and hands out what they hold in pieces, of
// bounded size however well the file is compressed. The files of an S3 inventory are such. One
// object for each file; not thread-safe.
#include <memory>
#include <string_view>

#include "engine/query/states_error.h"

namespace sfn::engine {

class Gunzip {
 public:
  Gunzip();
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  // The bytes are copied. Feed only after next() had nothing more.
  void feed(std::string_view bytes);
  // The next piece, valid until the next call; empty where it needs more bytes. A failure is
  // States.ItemReaderFailed and the last that it tells.
  [[nodiscard]] StateResult<std::string_view> next();
  // There are no more bytes: a failure where the file is cut off.
  [[nodiscard]] StateResult<void> finish() const;

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace sfn::engine
