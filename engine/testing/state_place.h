#pragma once
// The place of a state S of a definition, for what is compiled without one around it.
#include <string>
#include <vector>

#include "engine/asl/place.h"

namespace sfn::engine::testing {

// Borrows the list.
[[nodiscard]] inline asl::Place state_place(std::vector<Diagnostic>& findings,
                                            asl::Language language) {
  const std::string location = "/States/S";
  asl::Place place{findings};
  place.machine_language = language;
  place.language = language;
  place.where = DiagnosticSink{findings, location};
  place.state_length = location.size();
  return place;
}

}  // namespace sfn::engine::testing
