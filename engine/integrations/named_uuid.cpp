#include "engine/integrations/named_uuid.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "base/assert.h"

namespace sfn::engine {

std::string named_uuid(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  SFN_ASSERT(EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1,
             "SHA-256 is there");
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0Fu) | 0x80u);  // version
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3Fu) | 0x80u);  // variant
  std::string uuid;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += fmt::format("{:02x}", digest[i]);
  }
  return uuid;
}

}  // namespace sfn::engine
