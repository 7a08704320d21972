#include "server/app/evaluators.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sfn::server {
namespace {

constexpr auto kEvaluators = std::to_array<Evaluator>({
    {"jsonpath", &answer_jsonpath, nullptr, &jsonpath_failure},
    {"jsonata", &answer_jsonata, &answer_jsonata_library, &jsonata_failure},
});

}  // namespace

std::span<const Evaluator> evaluators() { return kEvaluators; }

const Evaluator* find_evaluator(std::string_view name) {
  const auto row = std::find_if(kEvaluators.begin(), kEvaluators.end(),
                                [&](const Evaluator& evaluator) { return evaluator.name == name; });
  return row == kEvaluators.end() ? nullptr : &*row;
}

Json eval_failure(std::string error, std::string cause) {
  return Json::object({{std::string(eval_members::kError), Json::string(std::move(error))},
                       {std::string(eval_members::kCause), Json::string(std::move(cause))}});
}

}  // namespace sfn::server
