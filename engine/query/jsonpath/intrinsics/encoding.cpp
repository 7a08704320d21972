// ASL "Intrinsic Functions": Base64Encode, Base64Decode and Hash.
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.h"
#include "base/java/utf8.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

// AWS "Intrinsics": in characters, which Java counts as UTF-16 units.
constexpr std::size_t kLengthLimit = 10'000;

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = (bits << 8) | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      result += k <= group.size() ? kBase64Digits[(bits >> (18 - 6 * k)) & 63] : '=';
  }
  return result;
}

std::optional<std::uint32_t> base64_digit(char c) {
  if (c == '-') c = '+';
  if (c == '_') c = '/';
  const std::size_t value = kBase64Digits.find(c);
  return value == std::string_view::npos ? std::nullopt
                                         : std::optional(static_cast<std::uint32_t>(value));
}

// Observed: lenient as Apache commons-codec, which skips what is no digit, ends at the first '='
// and needs no padding.
std::string bytes_of_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;  // how many of the low bits are not written yet
  for (const char c : text.substr(0, text.find('='))) {
    const auto digit = base64_digit(c);
    if (!digit) continue;
    bits = (bits << 6) | *digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFFu);
  }
  return bytes;
}

IntrinsicResult base64_encode(IntrinsicArguments arguments, const query::Scope&,
                              query::Budget& budget) {
  const Json& text = arguments[0].value;
  if (!text.is_string() || java_length(text.as_string()) > kLengthLimit) return invalid_arguments();
  if (!budget.take_step(1 + text.as_string().size()) ||
      !budget.take_bytes(text.as_string().size() * 2))
    return stopped();
  return Json::string(base64(text.as_string()));
}

IntrinsicResult base64_decode(IntrinsicArguments arguments, const query::Scope&,
                              query::Budget& budget) {
  const Json& text = arguments[0].value;
  if (!text.is_string() || java_length(text.as_string()) > kLengthLimit) return invalid_arguments();
  if (!budget.take_step(1 + text.as_string().size()) ||
      !budget.take_bytes(text.as_string().size() * 3))
    return stopped();
  return Json::string(java_utf8_text(bytes_of_base64(text.as_string())));
}

struct HashAlgorithm {
  std::string_view name;
  const EVP_MD* (*digest)();
};
constexpr auto kHashAlgorithms = std::to_array<HashAlgorithm>({
    {"MD5", &EVP_md5},
    {"SHA-1", &EVP_sha1},
    {"SHA-256", &EVP_sha256},
    {"SHA-384", &EVP_sha384},
    {"SHA-512", &EVP_sha512},
});

std::string digest_text(const HashAlgorithm& algorithm, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm.digest(), nullptr);
  SFN_ASSERT(done == 1, "OpenSSL has the algorithm " + std::string(algorithm.name));
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += kHexDigits[digest[i] >> 4];
    hex += kHexDigits[digest[i] & 15];
  }
  return hex;
}

// Observed: what is no string is hashed as it prints; the algorithm's name must be exact.
IntrinsicResult hash(IntrinsicArguments arguments, const query::Scope&, query::Budget& budget) {
  const Json& name = arguments[1].value;
  if (!name.is_string()) return invalid_arguments();
  const auto algorithm =
      std::find_if(kHashAlgorithms.begin(), kHashAlgorithms.end(),
                   [&](const HashAlgorithm& row) { return row.name == name.as_string(); });
  if (algorithm == kHashAlgorithms.end()) return invalid_arguments();
  const auto text = printed(arguments[0], budget);
  if (!text) return stopped();
  if (java_length(*text) > kLengthLimit) return invalid_arguments();
  return Json::string(digest_text(*algorithm, *text));
}

constexpr auto kEncodingIntrinsics = std::to_array<Intrinsic>({
    {"States.Base64Encode", 1, 1, &base64_encode},
    {"States.Base64Decode", 1, 1, &base64_decode},
    {"States.Hash", 2, 2, &hash},
});

}  // namespace

std::span<const Intrinsic> encoding_intrinsics() { return kEncodingIntrinsics; }

}  // namespace sfn::jsonpath
