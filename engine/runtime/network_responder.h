#pragma once
// The last responder of the chain: it calls the target over HTTP.
#include <boost/asio/io_context.hpp>
#include <memory>
#include <vector>

#include "engine/integrations/settings.h"
#include "engine/runtime/responder.h"

namespace sfn::engine {

// The chain that the server uses. The context must outlive it.
[[nodiscard]] std::vector<std::unique_ptr<Responder>> make_responders(
    boost::asio::io_context& context, const IntegrationSettings& settings);

}  // namespace sfn::engine
