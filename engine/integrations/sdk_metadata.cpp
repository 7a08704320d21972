#include "engine/integrations/sdk_metadata.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/java/hash_order.h"

namespace sfn::engine {
namespace {

struct NamedValues {
  std::string name;
  std::vector<std::string> values;
};

std::vector<NamedValues> by_name(const HttpHeaders& headers) {
  std::vector<NamedValues> named;
  for (const auto& [name, value] : headers) {
    const auto found = std::find_if(named.begin(), named.end(),
                                    [&](const NamedValues& entry) { return entry.name == name; });
    if (found == named.end()) {
      named.push_back({name, {value}});
    } else {
      found->values.push_back(value);
    }
  }
  return named;
}

bool less_ignoring_case(const std::string& a, const std::string& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](unsigned char x, unsigned char y) { return std::tolower(x) < std::tolower(y); });
}

// Observed: in the order of Java's HashMap.
Json all_headers(const std::vector<NamedValues>& named) {
  std::vector<std::string_view> names;
  for (const NamedValues& entry : named) names.emplace_back(entry.name);
  Json::Members all;
  for (const std::size_t index : java_hash_order(names)) {
    Json::Items values;
    for (const std::string& value : named[index].values) values.push_back(Json::string(value));
    all.emplace_back(named[index].name, Json::array(std::move(values)));
  }
  return Json::object(std::move(all));
}

// Observed: sorted without regard to case.
Json single_headers(std::vector<NamedValues> named) {
  std::sort(named.begin(), named.end(), [](const NamedValues& a, const NamedValues& b) {
    return less_ignoring_case(a.name, b.name);
  });
  Json::Members single;
  for (NamedValues& entry : named)
    single.emplace_back(std::move(entry.name), Json::string(std::move(entry.values.back())));
  return Json::object(std::move(single));
}

}  // namespace

Json sdk_http_metadata(const HttpHeaders& headers, unsigned status) {
  std::vector<NamedValues> named = by_name(headers);
  Json all = all_headers(named);
  return Json::object({{"AllHttpHeaders", std::move(all)},
                       {"HttpHeaders", single_headers(std::move(named))},
                       {"HttpStatusCode", Json::integer(status)}});
}

Json sdk_response_metadata(std::string request_id) {
  return Json::object({{"RequestId", Json::string(std::move(request_id))}});
}

}  // namespace sfn::engine
