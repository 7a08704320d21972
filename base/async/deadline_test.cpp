#include "base/async/deadline.h"

#include <boost/asio/post.hpp>

#include "base/testing/catch.h"

using namespace std::chrono_literals;

namespace sfn {

TEST_CASE("Deadline: expires once its time is up", "[async]") {
  boost::asio::io_context context;
  int expired = 0;
  Deadline deadline{context, [&] { ++expired; }};
  deadline.set_after(0ms);
  CHECK_FALSE(deadline.has_expired());
  context.run();
  CHECK(expired == 1);
  CHECK(deadline.has_expired());
}

TEST_CASE("Deadline: one that is cleared does not expire", "[async]") {
  boost::asio::io_context context;
  int expired = 0;
  Deadline deadline{context, [&] { ++expired; }};
  deadline.set_after(1h);
  deadline.clear();
  context.run();  // returns: nothing is waited for
  CHECK(expired == 0);
  CHECK_FALSE(deadline.has_expired());
}

TEST_CASE("Deadline: setting it anew replaces what was set before, also where that is due already",
          "[async]") {
  boost::asio::io_context context;
  int expired = 0;
  Deadline deadline{context, [&] { ++expired; }};
  deadline.set_after(-1s);
  boost::asio::post(context, [&] {
    deadline.set_after(1h);
    boost::asio::post(context, [&] {
      CHECK_FALSE(deadline.has_expired());
      deadline.clear();
    });
  });
  context.run();
  CHECK(expired == 0);
}

TEST_CASE("Deadline: one that is gone does nothing, also where its time was up already",
          "[async]") {
  boost::asio::io_context context;
  int expired = 0;
  auto deadline = std::make_unique<Deadline>(context, [&] { ++expired; });
  deadline->set_after(-1s);
  boost::asio::post(context, [&] { deadline.reset(); });
  context.run();
  CHECK(expired == 0);
}

}  // namespace sfn
