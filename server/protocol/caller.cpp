#include "server/protocol/caller.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sfn::server {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// AWS SigV4: Credential=<access key id>/<date>/<region>/<service>/aws4_request
std::optional<std::array<std::string_view, 5>> credential_scope(std::string_view authorization) {
  constexpr std::string_view kCredential = "Credential=";
  const std::size_t begin = authorization.find(kCredential);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view rest = authorization.substr(begin + kCredential.size());
  rest = rest.substr(0, rest.find_first_of(", "));
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t slash = rest.find('/');
    if ((slash == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
    parts[i] = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
  }
  return parts;
}

}  // namespace

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_region(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  return !text.empty() && text.size() <= kLongest && is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

api::Owner caller_of(std::string_view authorization, const api::Owner& defaults) {
  api::Owner caller = defaults;
  const auto scope = credential_scope(authorization);
  if (!scope) return caller;
  if (is_account((*scope)[0])) caller.account = (*scope)[0];
  if (is_region((*scope)[2])) caller.region = (*scope)[2];
  return caller;
}

}  // namespace sfn::server
