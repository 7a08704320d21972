#pragma once
// OwnApi: the actions of the registry, for tasks whose target is this server itself.
#include "engine/runtime/local_api.h"
#include "server/operations/app.h"

namespace sfn::server {

class OwnApi final : public engine::LocalApi {
 public:
  explicit OwnApi(App& app) : app_(app) {}

  [[nodiscard]] bool has_action(std::string_view action) const override;
  [[nodiscard]] boost::asio::awaitable<Result<Json, engine::ApiFailure>> call(
      std::string action, Json request, engine::TaskCaller caller) override;

 private:
  [[nodiscard]] boost::asio::awaitable<Result<Json, engine::ApiFailure>> answer(std::string action,
                                                                                Json request,
                                                                                api::Owner caller);

  App& app_;
};

}  // namespace sfn::server
