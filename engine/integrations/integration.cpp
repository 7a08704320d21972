#include "engine/integrations/integration.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "engine/execution/data_limit.h"

namespace sfn::engine {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

bool is_port(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= 65535;
}

// Host and port of "host", "host:port", "[address]" or "[address]:port"; an empty port where there
// is none.
std::optional<std::pair<std::string_view, std::string_view>> split_authority(
    std::string_view authority) {
  if (authority.find('@') != std::string_view::npos)
    return std::nullopt;  // credentials belong into the environment
  const bool has_brackets = authority.starts_with('[');
  const std::size_t host_end = authority.find(has_brackets ? ']' : ':');
  if (has_brackets && host_end == std::string_view::npos) return std::nullopt;
  const std::string_view host =
      has_brackets ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  std::string_view rest =
      authority.substr(std::min(has_brackets ? host_end + 1 : host_end, authority.size()));
  if (host.empty()) return std::nullopt;
  if (rest.empty()) return std::pair{host, rest};
  if (rest.front() != ':') return std::nullopt;
  rest.remove_prefix(1);
  if (!is_port(rest)) return std::nullopt;
  return std::pair{host, rest};
}

}  // namespace

const std::string* HttpResponse::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return equal_ignoring_case(header.first, name);
  });
  return found == headers.end() ? nullptr : &found->second;
}

// AWS's answer is another one: it makes the call.
StatesError not_called_yet(const TaskTarget& target) {
  return runtime_error("This emulator does not call the integration 'arn:aws:states:::" +
                       target.resource_type + ":" + target.resource + "' yet.");
}

StatesError could_not_start(const Json& parameters, std::string_view reasons) {
  return runtime_error("The Parameters '" + parameters.text() +
                       "' could not be used to start the Task: [" + std::string(reasons) + "]");
}

// Observed: test_…data_limit_exceeded_on_large_utf8_response. A function is named by its ARN, a
// service by itself.
StatesError result_too_large(const TaskTarget& target) {
  const std::string& named =
      target.family == TaskFamily::Service ? target.resource_type : target.resource;
  return data_limit_exceeded(named, ErrorKind::Catchable);
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  url.scheme = std::string(text.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(scheme_end + 3);
  // A line break or blank in a URL would end up in the request's head.
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F; }))
    return std::nullopt;
  const std::size_t path_start = std::min(text.find_first_of("/?"), text.size());
  const std::string_view authority = text.substr(0, path_start);
  url.path = std::string(text.substr(path_start));
  if (!url.path.empty() && url.path.front() == '?') url.path.insert(0, 1, '/');
  const auto place = split_authority(authority);
  if (!place) return std::nullopt;
  url.host = std::string(place->first);
  url.port =
      place->second.empty() ? (url.scheme == "https" ? "443" : "80") : std::string(place->second);
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
