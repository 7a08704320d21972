#include "engine/integrations/integration.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace sfn::engine {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

}  // namespace

const std::string* HttpResponse::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& header) { return equal_ignoring_case(header.first, name); });
  return found == headers.end() ? nullptr : &found->second;
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  url.scheme = std::string(text.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(scheme_end + 3);
  // A line break or blank in a URL would end up in the request's head.
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F; })) return std::nullopt;
  const std::size_t path_start = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, path_start);
  url.path = std::string(text.substr(path_start));
  if (!url.path.empty() && url.path.front() == '?') url.path.insert(0, 1, '/');
  if (authority.find('@') != std::string_view::npos) return std::nullopt;
  const std::size_t bracket = authority.find(']');
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  url.port = has_port ? std::string(authority.substr(colon + 1)) : (url.scheme == "https" ? "443" : "80");
  if (has_port) authority = authority.substr(0, colon);
  if (authority.size() > 2 && authority.front() == '[' && authority.back() == ']') {
    authority = authority.substr(1, authority.size() - 2);
  }
  url.host = std::string(authority);
  const bool port_is_number =
      !url.port.empty() && url.port.size() <= 5 &&
      std::all_of(url.port.begin(), url.port.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (url.host.empty() || !port_is_number) return std::nullopt;
  return url;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
      result += c;
    } else {
      result += '%';
      result += kHex[byte >> 4];
      result += kHex[byte & 15u];
    }
  }
  return result;
}

}  // namespace sfn::engine
