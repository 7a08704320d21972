#include "engine/runtime/network_responder.h"

#include <utility>

#include "engine/integrations/registry.h"
#include "engine/integrations/sigv4.h"
#include "engine/runtime/http_client.h"

namespace sfn::engine {
namespace asio = boost::asio;
namespace {

class NetworkResponder final : public Responder {
 public:
  NetworkResponder(asio::io_context& context, IntegrationSettings settings)
      : settings_(std::move(settings)),
        client_(context, {settings_.connections_per_endpoint, settings_.connect_timeout}) {}

  bool takes(const CallEffect& call) const override {
    const Integration* const integration = find_integration(call.target);
    return integration != nullptr && integration->to_request != nullptr;
  }

  asio::awaitable<CallResult> respond(CallEffect call) override {
    const Integration* const integration = find_integration(call.target);
    auto prepared = integration->to_request(call, settings_);
    if (!prepared) co_return sfn::unexpected(std::move(prepared).error());
    IntegrationRequest request = std::move(*prepared);
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    // Signed as it leaves: neither the journal nor a log ever holds a signature.
    sign_v4(request.http, settings_.credentials, {call.region, request.signing_name, now});
    const HttpOutcome outcome = co_await client_.send(std::move(request.http));
    co_return integration->to_result(call, outcome);
  }

  // No job is started over the network.
  asio::awaitable<CallResult> wait_for_end(CallEffect call) override {
    co_return sfn::unexpected(not_called_yet(call.target));
  }

 private:
  const IntegrationSettings settings_;
  HttpClient client_;
};

}  // namespace

std::vector<std::unique_ptr<Responder>> make_responders(asio::io_context& context,
                                                        const IntegrationSettings& settings) {
  std::vector<std::unique_ptr<Responder>> responders;
  responders.push_back(std::make_unique<NetworkResponder>(context, settings));
  return responders;
}

}  // namespace sfn::engine
