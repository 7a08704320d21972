#pragma once
// The responder for tasks whose target is this server itself: it asks the local API, and waits for
// the executions that such tasks start.
#include <boost/asio/io_context.hpp>
#include <memory>

#include "engine/runtime/execution_ends.h"
#include "engine/runtime/local_api.h"
#include "engine/runtime/responder.h"
#include "persistence/store.h"

namespace sfn::engine {

// `api` is looked at when a call is to be made: until it is set, nothing is taken. All outlive the
// responder.
[[nodiscard]] std::unique_ptr<Responder> make_local_responder(const persistence::Store& store,
                                                              ExecutionEnds& ends,
                                                              LocalApi* const& api);

}  // namespace sfn::engine
