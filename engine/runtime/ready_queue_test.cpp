#include "engine/runtime/ready_queue.h"

#include <string>
#include <thread>

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

// Work that writes its name down.
class Named {
 public:
  void push(const std::string& name, Lane lane) {
    queue_.push([this, name] { done_ += name; }, lane);
  }
  // What is done when everything is.
  std::string done() {
    queue_.push([this] { is_last_ = true; }, Lane::Behind);
    while (!is_last_) (*queue_.take())();
    return done_;
  }

 private:
  ReadyQueue queue_;
  std::string done_;
  bool is_last_ = false;
};

}  // namespace

TEST_CASE("ReadyQueue: who is new comes before who has used a share, each in order of arrival",
          "[runtime][ready]") {
  Named named;
  named.push("a", Lane::Behind);
  named.push("b", Lane::Behind);
  named.push("1", Lane::First);
  named.push("2", Lane::First);
  CHECK(named.done() == "12ab");
}

TEST_CASE("ReadyQueue: one turn in eight is of those who stand behind", "[runtime][ready]") {
  Named named;
  for (int i = 0; i < 20; ++i) named.push("1", Lane::First);
  for (int i = 0; i < 3; ++i) named.push("a", Lane::Behind);
  CHECK(named.done() == "1111111a1111111a111111a");
}

TEST_CASE("ReadyQueue: a thread that waits is woken by work and by the end", "[runtime][ready]") {
  ReadyQueue queue;
  std::string done;
  std::thread thread{[&] {
    while (const auto work = queue.take()) (*work)();
  }};
  queue.push(
      [&] {
        done += "1";
        queue.push(
            [&] {
              done += "a";
              queue.stop();
            },
            Lane::Behind);
      },
      Lane::First);
  thread.join();
  CHECK(done == "1a");
  queue.push([] {}, Lane::First);
  CHECK_FALSE(queue.take().has_value());
}

}  // namespace sfn::engine
