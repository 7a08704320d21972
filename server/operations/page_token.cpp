// A token is the position and a hash of call and position, in hexadecimal digits: one form for
// each, so nothing else is accepted.
#include "server/operations/page_token.h"

#include <charconv>

#include "api-models/quotas.h"

namespace sfn::server {
namespace {

// FNV-1a: the same on every machine and in every version. It need not keep anybody out, a wrong
// position shows nothing that the caller may not see.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0x1F);  // between two texts
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3u; }

  std::uint64_t value_ = 0xCBF29CE484222325u;
};

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kHashDigits = 16;

std::string hash_text(PageOf of, std::string_view position) {
  Hash hash;
  for (const std::string_view part : of) hash.add(part);
  hash.add(position);
  std::string digits(kHashDigits, '0');
  for (std::size_t i = 0; i < kHashDigits; ++i)
    digits[i] = kDigits[(hash.value() >> (60 - 4 * i)) & 0xF];
  return digits;
}

}  // namespace

std::string make_page_token(PageOf of, std::string_view position) {
  std::string token = hash_text(of, position);
  token.reserve(token.size() + 2 * position.size());
  for (const char c : position) {
    const auto byte = static_cast<unsigned char>(c);
    token += kDigits[byte >> 4];
    token += kDigits[byte & 0xF];
  }
  return token;
}

api::ApiResult<std::string> read_page_token(PageOf of, std::string_view token) {
  if (token.size() < kHashDigits || token.size() % 2 != 0) return api::api_error::invalid_token();
  std::string position;
  for (std::size_t i = kHashDigits; i < token.size(); i += 2) {
    const std::size_t high = kDigits.find(token[i]);
    const std::size_t low = kDigits.find(token[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos)
      return api::api_error::invalid_token();
    position += static_cast<char>(high * 16 + low);
  }
  if (token.substr(0, kHashDigits) != hash_text(of, position))
    return api::api_error::invalid_token();
  return position;
}

api::ApiResult<std::optional<std::int64_t>> read_page_number(
    PageOf of, const std::optional<std::string>& token) {
  if (!token) return std::nullopt;
  SFN_TRY(const std::string text, read_page_token(of, *token));
  std::int64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size())
    return api::api_error::invalid_token();
  return number;
}

std::size_t page_size(const std::optional<std::int64_t>& max_results) {
  const std::int64_t size = max_results.value_or(0);
  return static_cast<std::size_t>(size == 0 ? api::quotas::kDefaultPageSize : size);
}

}  // namespace sfn::server
