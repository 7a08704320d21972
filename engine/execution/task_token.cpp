// A token is a version, three numbers and the first bytes of a digest of all these, in base64: 33
// bytes, so there is no padding. The digest is no secret; it tells a token from other text.
#include "engine/execution/task_token.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace sfn::engine {
namespace {

constexpr unsigned char kVersion = 1;
constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kSignedBytes = 1 + 3 * kNumberBytes;
constexpr std::size_t kBytes = kSignedBytes + kNumberBytes;
constexpr std::size_t kCharacters = kBytes / 3 * 4;
static_assert(kBytes % 3 == 0, "a token has no padding");

using Bytes = std::array<unsigned char, kBytes>;

void put(unsigned char* to, std::uint64_t number) {
  for (std::size_t i = 0; i < kNumberBytes; ++i)
    to[i] = static_cast<unsigned char>(number >> (8 * (kNumberBytes - 1 - i)));
}

std::uint64_t get(const unsigned char* from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < kNumberBytes; ++i) number = number << 8 | from[i];
  return number;
}

std::uint64_t digest(const void* data, std::size_t size) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  SFN_ASSERT(EVP_Digest(data, size, hash.data(), &length, EVP_sha256(), nullptr) == 1,
             "SHA-256 is there");
  return get(hash.data());
}

std::string to_base64(const Bytes& bytes) {
  // OpenSSL writes a NUL after the text.
  std::array<unsigned char, kCharacters + 1> text{};
  EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
  return {text.begin(), text.begin() + kCharacters};
}

}  // namespace

RunMark run_mark(std::string_view execution_arn, WorkflowTime started_at) {
  const std::string named =
      std::string(execution_arn) + " " + std::to_string(to_epoch_milliseconds(started_at));
  return RunMark{digest(named.data(), named.size())};
}

TaskToken task_token_of(const Execution& execution, std::int64_t scheduled_by) {
  return {execution.header.number, EffectId{scheduled_by, EffectPurpose::Call},
          run_mark(execution.header.execution_arn, execution.started_at)};
}

std::string encode_task_token(const TaskToken& token) {
  Bytes bytes{kVersion};
  put(&bytes[1], static_cast<std::uint64_t>(token.execution));
  put(&bytes[1 + kNumberBytes], static_cast<std::uint64_t>(token.effect.value()));
  put(&bytes[1 + 2 * kNumberBytes], token.run.value());
  put(&bytes[kSignedBytes], digest(bytes.data(), kSignedBytes));
  return to_base64(bytes);
}

std::optional<TaskToken> decode_task_token(std::string_view text) {
  if (text.size() != kCharacters) return std::nullopt;
  Bytes bytes{};
  const auto* const characters = reinterpret_cast<const unsigned char*>(text.data());
  const int decoded = EVP_DecodeBlock(bytes.data(), characters, static_cast<int>(text.size()));
  // OpenSSL skips white space, so other texts may decode to the same bytes.
  if (decoded != static_cast<int>(kBytes) || to_base64(bytes) != text) return std::nullopt;
  if (bytes[0] != kVersion || get(&bytes[kSignedBytes]) != digest(bytes.data(), kSignedBytes))
    return std::nullopt;
  TaskToken token{static_cast<std::int64_t>(get(&bytes[1])),
                  EffectId::from_value(static_cast<std::int64_t>(get(&bytes[1 + kNumberBytes]))),
                  RunMark{get(&bytes[1 + 2 * kNumberBytes])}};
  if (token.execution <= 0 || token.effect.purpose() != EffectPurpose::Call) return std::nullopt;
  return token;
}

}  // namespace sfn::engine
