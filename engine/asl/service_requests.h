#pragma once
// The members of the requests that optimized integrations send: which a definition must give, and
// which it may. AWS "Integrating services", and the models of the services
#include <span>
#include <string_view>

namespace sfn::engine::asl {

// Lists are words, parted by blanks, spelled as definitions spell them.
struct ServiceRequest {
  std::string_view service;
  std::string_view action;
  std::string_view required;
  std::string_view optional;

  [[nodiscard]] bool knows(std::string_view member) const;
};

template <typename Visitor>
void for_each_word(std::string_view words, Visitor visit) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    visit(word);
    words.remove_prefix(word.size() == words.size() ? word.size() : word.size() + 1);
  }
}

[[nodiscard]] std::span<const ServiceRequest> service_requests();
// nullptr where the members are not known.
[[nodiscard]] const ServiceRequest* find_service_request(std::string_view service,
                                                         std::string_view action);

}  // namespace sfn::engine::asl
