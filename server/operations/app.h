#pragma once
// App: what the actions work with. One object, wired in server/app/composition.cpp, that outlives
// every request.
#include "api-models/arn.h"
#include "base/clock.h"
#include "base/log.h"
#include "engine/runtime/engine.h"
#include "persistence/store.h"
#include "server/operations/uuid_source.h"

namespace sfn::server {

struct App {
  engine::Engine& engine;
  const persistence::Store& store;  // for queries; every write goes through the engine
  const WorkflowTimeSource& clock;
  Log& log;
  UuidSource& uuids;
  api::Owner default_caller;
};

}  // namespace sfn::server
