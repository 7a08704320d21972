#include "server/operations/task_reply.h"

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

std::string refusal(engine::TaskReply reply) {
  const auto checked = check_reply(reply);
  return checked ? "none" : checked.error().message;
}

TEST_CASE("Task tokens: what is none is refused, what is one is read", "[server][operations]") {
  for (const std::string text : {"", "token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    const auto token = read_task_token(text);
    REQUIRE_FALSE(token.has_value());
    CHECK(token.error().message == "Invalid Token: 'Invalid token'");
  }
  const engine::TaskToken token{7, engine::EffectId{3, engine::EffectPurpose::Call},
                                engine::RunMark{5}};
  CHECK(read_task_token(engine::encode_task_token(token)).value() == token);
}

TEST_CASE("Task tokens: a task that is over or unknown is refused in AWS's words",
          "[server][operations]") {
  CHECK(refusal(engine::TaskReply::Taken) == "none");
  CHECK(refusal(engine::TaskReply::Over) ==
        "Task Timed Out: 'Provided task does not exist anymore'");
  CHECK(refusal(engine::TaskReply::Unknown) ==
        "Task Does Not Exist: 'Provided task does not exist'");
}

}  // namespace
}  // namespace sfn::server
