// How fast JSON is read and written: the body of a StartExecution request with its input, as every
// start reads them, and a larger document for the throughput. Prints processor time of the best of
// ten rounds, since other programs only ever make a round slower.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>

#include "base/json/json.h"

namespace {

using sfn::Json;

constexpr int kRounds = 10;

Json order(int number) {
  return Json::object(
      {{"orderId", Json::string("order-" + std::to_string(number))},
       {"customer",
        Json::object({{"name", Json::string("A. Customer of quite some length")},
                      {"email", Json::string("customer.of.some.length@my.shop.example.com")}})},
       {"amount", Json::number(12.5 + number)},
       {"quantity", Json::integer(number)},
       {"tags", Json::array({Json::string("new"), Json::string("a \"quoted\" tag"), Json{}})},
       {"express", Json::boolean(number % 2 == 0)}});
}

// Nanoseconds for one call, the best round.
double measure(int calls, const std::function<std::size_t()>& call) {
  double best = 0;
  std::size_t sum = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t begin = std::clock();
    for (int i = 0; i < calls; ++i) sum += call();
    const double each = static_cast<double>(std::clock() - begin) * (1e9 / CLOCKS_PER_SEC) / calls;
    best = round == 0 ? each : std::min(best, each);
  }
  if (sum == 0) std::puts("nothing was done");
  return best;
}

void report(const char* what, std::size_t bytes, double nanoseconds) {
  std::printf("%-42s %9.0f ns  %7.0f MB/s\n", what, nanoseconds,
              static_cast<double>(bytes) * 1e3 / nanoseconds);
}

}  // namespace

int main() {
  const std::string input = Json::array({order(1)}).text();
  const std::string body =
      Json::object({{"stateMachineArn",
                     Json::string("arn:aws:states:us-east-1:123456789012:stateMachine:bench")},
                    {"name", Json::string("run-0123456789abcdef")},
                    {"input", Json::string(input)}})
          .text();
  std::printf("a start: body of %zu bytes with an input of %zu\n", body.size(), input.size());
  report("parse body, then input", body.size() + input.size(), measure(100'000, [&] {
           const Json request = Json::parse_trusted(body);
           return Json::parse_trusted(request.find("input")->as_string()).items().size();
         }));

  Json::Items orders;
  for (int i = 0; i < 400; ++i) orders.push_back(order(i));
  const Json list = Json::array(std::move(orders));
  const std::string text = list.text();
  std::printf("a list of %zu bytes\n", text.size());
  report("parse", text.size(),
         measure(500, [&] { return Json::parse_trusted(text).items().size(); }));
  report("write", text.size(), measure(500, [&] { return list.text().size(); }));
}
