// AWS "Create a signed AWS API request"
#include "engine/integrations/sigv4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string_view>

#include "base/assert.h"

namespace sfn::engine {
namespace {

using Digest = std::array<unsigned char, 32>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(
      text.data());  // NOLINT: OpenSSL speaks in unsigned bytes
}

Digest sha256(std::string_view text) {
  Digest digest{};
  unsigned size = 0;
  SFN_ASSERT(EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1,
             "SHA-256 is there");
  return digest;
}

Digest hmac(std::string_view key, std::string_view text) {
  Digest digest{};
  unsigned size = 0;
  SFN_ASSERT(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text),
                  text.size(), digest.data(), &size) != nullptr,
             "HMAC-SHA-256 is there");
  return digest;
}

std::string_view text_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};  // NOLINT
}

std::string hex(const Digest& digest) {
  std::string result;
  for (const unsigned char byte : digest) result += fmt::format("{:02x}", byte);
  return result;
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// Segments are encoded a second time for every service but S3.
std::string canonical_path(std::string_view path) {
  std::string result;
  while (true) {
    const std::size_t slash = path.find('/');
    result += percent_encode(path.substr(0, slash));
    if (slash == std::string_view::npos) return result.empty() ? "/" : result;
    result += '/';
    path.remove_prefix(slash + 1);
  }
}

// Sorted by name, then by value. What is in a target is encoded already.
std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    parameters.emplace_back(parameter.substr(0, equals),
                            parameter.substr(std::min(equals + 1, parameter.size())));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string result;
  for (const auto& [name, value] : parameters) {
    if (!result.empty()) result += '&';
    result.append(name).append("=").append(value);
  }
  return result;
}

// Without blanks at the ends, and with single ones between.
std::string canonical_value(std::string_view value) {
  std::string result;
  for (const char c : value) {
    if (c == ' ' && (result.empty() || result.back() == ' ')) continue;
    result += c;
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace

void sign_v4(HttpRequest& request, const Credentials& credentials, const SigningScope& scope) {
  const auto day = std::chrono::floor<std::chrono::days>(scope.time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{scope.time - day};
  const std::string date_text =
      fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  const std::string time_text = fmt::format("{}T{:02}{:02}{:02}Z", date_text, time.hours().count(),
                                            time.minutes().count(), time.seconds().count());

  const bool default_port = request.port == (request.scheme == "https" ? "443" : "80");
  const std::string host =
      request.host.find(':') == std::string::npos ? request.host : "[" + request.host + "]";
  request.headers.emplace_back("Host", default_port ? host : host + ":" + request.port);
  request.headers.emplace_back("X-Amz-Date", time_text);
  if (credentials.session_token)
    request.headers.emplace_back("X-Amz-Security-Token", *credentials.session_token);

  std::map<std::string, std::string> signed_headers;
  for (const auto& [name, value] : request.headers)
    signed_headers[lower(name)] = canonical_value(value);
  std::string names, lines;
  for (const auto& [name, value] : signed_headers) {
    names += (names.empty() ? "" : ";") + name;
    lines += name + ":" + value + "\n";
  }
  const std::string_view target = request.target;
  const std::size_t question = target.find('?');
  const std::string canonical = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_path(target.substr(0, question)),
      canonical_query(question == std::string_view::npos ? "" : target.substr(question + 1)), lines,
      names, hex(sha256(request.body)));

  const std::string credential_scope =
      fmt::format("{}/{}/{}/aws4_request", date_text, scope.region, scope.service);
  const std::string to_sign = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", time_text,
                                          credential_scope, hex(sha256(canonical)));
  const Digest day_key = hmac("AWS4" + credentials.secret_access_key, date_text);
  const Digest region_key = hmac(text_of(day_key), scope.region);
  const Digest service_key = hmac(text_of(region_key), scope.service);
  const Digest key = hmac(text_of(service_key), "aws4_request");
  request.headers.emplace_back(
      "Authorization",
      fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                  credentials.access_key_id, credential_scope, names,
                  hex(hmac(text_of(key), to_sign))));
}

}  // namespace sfn::engine
