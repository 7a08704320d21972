// AWS GetActivityTask: a long poll. Where no task comes the answer has no members.
#include <utility>

#include "server/operations/actions.h"
#include "server/operations/lookup.h"

namespace sfn::server {

Later<api::GetActivityTaskOutput> get_activity_task(api::GetActivityTaskInput in, api::Owner caller,
                                                    ClientPresence client, App& app) {
  SFN_CO_TRY(persistence::ActivityRow activity, find_activity(in.activity_arn, caller, app));
  engine::PollCommand command{std::move(activity.arn), std::move(in.worker_name),
                              std::move(client.is_there)};
  engine::PollReply reply = co_await app.engine.poll_activity(std::move(command));
  switch (reply.outcome) {
    case engine::PollReply::Outcome::Task:
      co_return api::GetActivityTaskOutput{std::move(reply.task_token), std::move(reply.input)};
    case engine::PollReply::Outcome::TooManyWorkers:
      co_return api::api_error::activity_worker_limit_exceeded();
    case engine::PollReply::Outcome::Nothing:
      break;
  }
  co_return api::GetActivityTaskOutput{};
}

}  // namespace sfn::server
