// AWS "Functions provided by Step Functions": partition, range, hash, random, uuid, parse.
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/assert.h"
#include "base/java/random.h"
#include "engine/query/jsonata/evaluator.h"
#include "engine/query/jsonata/text.h"

namespace sfn::query::jsonata {
namespace {

constexpr const char* kInvalidJson = "Invalid JSON";

Value refuse_call(const Call& call, std::string message) {
  ErrorFacts facts;
  facts.code = Code::D3137;
  facts.message = std::move(message);
  return call.evaluator.fail(std::move(facts));
}

// As Java casts to a whole number: NaN becomes 0.
double whole_of(const Value& number) {
  return std::isnan(number.as_number()) ? 0 : std::trunc(number.as_number());
}

// Observed: a missing size gives one chunk, a size of zero and an empty array nothing.
Value partition(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  if (!call[0].is_array()) {
    ErrorFacts facts;
    facts.code = Code::T0412;
    facts.index = 1;
    return call.evaluator.fail(std::move(facts));
  }
  const std::size_t count = call[0].size();
  const double size = call[1].is_undefined() ? static_cast<double>(count) : whole_of(call[1]);
  if (size < 0) return refuse_call(call, "Second argument must be zero or greater");
  if (size == 0 || count == 0) return Value::undefined();
  const auto chunk = static_cast<std::size_t>(std::min(size, static_cast<double>(count)));
  if (!call.evaluator.take_steps(count)) return Value::failed();
  const ArrayView items(call[0]);
  Evaluator::List chunks(call.evaluator);
  for (std::size_t begin = 0; begin < count; begin += chunk) {
    const std::size_t length = std::min(chunk, count - begin);
    auto* const part = call.evaluator.arena().make_array<Value>(length);
    for (std::size_t i = 0; i < length; ++i) part[i] = items[begin + i];
    chunks.push(Value::array(part, length));
  }
  return chunks.finish(0);
}

// Observed: more integers than that exceed the memory limit.
constexpr double kMostInAwsRange = 360'145;

Value range(const Call& call) {
  if (call[0].is_undefined() || call[1].is_undefined() || call[2].is_undefined())
    return Value::undefined();
  const double first = whole_of(call[0]), last = whole_of(call[1]);
  const double step = whole_of(call[2]);
  if (step == 0 || (step > 0 ? first > last : first < last) || !(std::isfinite(first + last)))
    return Value::undefined();
  const double count = std::floor((last - first) / step) + 1;
  if (!(count <= kMostInAwsRange)) return call.evaluator.fail(Code::MemoryLimit);
  if (!call.evaluator.take_steps(static_cast<std::uint64_t>(count))) return Value::failed();
  const auto size = static_cast<std::size_t>(count);
  auto* const items = call.evaluator.arena().make_array<Value>(size);
  for (std::size_t i = 0; i < size; ++i)
    items[i] = Value::number(first + static_cast<double>(i) * step);
  // Observed: one integer alone is no array.
  return Value::array(items, size, array_flags::kSequence);
}

struct HashAlgorithm {
  std::string_view name;
  const EVP_MD* (*digest)();
};
// In the order in which AWS lists them.
constexpr auto kHashAlgorithms = std::to_array<HashAlgorithm>({
    {"SHA-1", &EVP_sha1},
    {"SHA-384", &EVP_sha384},
    {"SHA-256", &EVP_sha256},
    {"SHA-512", &EVP_sha512},
    {"MD5", &EVP_md5},
});

// Observed: `Hash algorithm 'UNSUPPORTED' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`.
Value refuse_algorithm(const Call& call, std::string_view name) {
  std::string message = "Hash algorithm '" + std::string(name) + "' must be one of ";
  for (const HashAlgorithm& algorithm : kHashAlgorithms) {
    if (&algorithm != kHashAlgorithms.data()) message += ", ";
    message += algorithm.name;
  }
  return refuse_call(call, std::move(message));
}

Value hash(const Call& call) {
  if (call[0].is_undefined() || call[1].is_undefined()) return Value::undefined();
  const std::string_view name = call[1].as_string();
  const auto* const algorithm =
      std::find_if(kHashAlgorithms.begin(), kHashAlgorithms.end(),
                   [&](const HashAlgorithm& row) { return row.name == name; });
  if (algorithm == kHashAlgorithms.end()) return refuse_algorithm(call, name);
  const std::string text = as_utf8(call[0].as_string());
  if (!call.evaluator.take_steps(1 + text.size() / 64)) return Value::failed();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), &size, algorithm->digest(), nullptr);
  SFN_ASSERT(done == 1, "OpenSSL has the algorithm " + std::string(name));
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += kHexDigits[digest[i] >> 4];
    hex += kHexDigits[digest[i] & 15];
  }
  return call.evaluator.string(hex);
}

// A seed loses its fraction and is java.util.Random's.
Value random(const Call& call) {
  if (call[0].is_undefined()) return Value::number(call.evaluator.random().unit());
  constexpr double kTwoTo63 = 9223372036854775808.0;
  std::int64_t whole = 0;
  if (call[0].tag() == Tag::LongNumber) {
    whole = call[0].as_integer();
  } else {
    // What does not fit becomes the nearest that does, as Java casts too.
    const double seed = whole_of(call[0]);
    whole = seed >= kTwoTo63   ? std::numeric_limits<std::int64_t>::max()
            : seed < -kTwoTo63 ? std::numeric_limits<std::int64_t>::min()
                               : static_cast<std::int64_t>(seed);
  }
  return Value::number(JavaRandom{whole}.next_double());
}

Value official_random(const Call& call) { return Value::number(call.evaluator.random().unit()); }

Value uuid(const Call& call) { return call.evaluator.string(call.evaluator.random().uuid()); }

// How many members the objects of a text have, those included that others replace.
std::size_t members_in_text(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') ++count;
    if (text[i] != '"') continue;
    for (++i; i < text.size() && text[i] != '"'; ++i) {
      if (text[i] == '\\') ++i;
    }
  }
  return count;
}

struct JsonCensus {
  std::size_t members = 0;
  bool is_finite = true;
};
void take_census(const Json& json, JsonCensus& census) {
  if (json.is_number()) {
    census.is_finite = census.is_finite && std::isfinite(json.as_double());
  } else if (json.is_array()) {
    for (const Json& item : json.items()) take_census(item, census);
  } else if (json.is_object()) {
    census.members += json.members().size();
    for (const Json::Member& member : json.members()) take_census(member.second, census);
  }
}

// What the values of a text take at most, by the characters that begin them. What stands in strings
// counts too, which is more than enough.
std::size_t bytes_of_parsed(std::string_view text) {
  constexpr std::size_t kValue = 2 * sizeof(Json), kText = 64, kArray = 96, kObject = 128;
  std::size_t bytes = text.size() + kValue;
  for (const char c : text) {
    switch (c) {
      case ',':
        bytes += kValue;
        break;
      case '"':
        bytes += kText / 2;  // one at each end
        break;
      case '.':
        bytes += kText;  // the spelling of a number
        break;
      case ':':
        bytes += sizeof(Json::Member);
        break;
      case '[':
        bytes += kArray + kValue;
        break;
      case '{':
        bytes += kObject + kValue;
        break;
      default:
        break;
    }
  }
  return bytes;
}

// Observed: neither duplicate keys nor numbers beyond a double are taken, and AWS does not say what
// is wrong (Feature.JSONataBuiltins-034).
Value parse(const Call& call) {
  if (call[0].is_undefined()) return Value::undefined();
  const std::string text = as_utf8(call[0].as_string());
  if (!call.evaluator.take_steps(1 + text.size() / 8)) return Value::failed();
  call.evaluator.arena().charge(bytes_of_parsed(text));
  auto parsed = Json::parse(text);
  if (!parsed) return refuse_call(call, kInvalidJson);
  JsonCensus census;
  take_census(*parsed, census);
  if (census.members != members_in_text(text)) return refuse_call(call, kInvalidJson);
  if (!census.is_finite) return refuse_call(call, kInvalidJson);
  return call.evaluator.adopt(*std::move(parsed));
}

constexpr auto kAwsFunctions = std::to_array<Builtin>({
    {"partition", "<xn?:a>", 2, &partition, Builtin::In::Aws},
    {"range", "<nnn?:a>", 3, &range, Builtin::In::Aws},
    {"hash", "<ss?:s>", 2, &hash, Builtin::In::Aws},
    {"random", "<n?:n>", 1, &random, Builtin::In::Aws},
    {"random", "<:n>", 0, &official_random, Builtin::In::Official},
    {"uuid", "<:s>", 0, &uuid, Builtin::In::Aws},
    {"parse", "<s?:x>", 1, &parse, Builtin::In::Aws},
});

}  // namespace

std::span<const Builtin> aws_functions() { return kAwsFunctions; }

}  // namespace sfn::query::jsonata
