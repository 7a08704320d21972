// ASL "Intrinsic Functions": StringSplit.
#include <array>
#include <utility>

#include "base/java/string_tokenizer.h"
#include "engine/query/jsonpath/intrinsics/intrinsic.h"

namespace sfn::jsonpath {
namespace {

// Observed: every character of the second argument is a delimiter, and there are no empty parts.
IntrinsicResult string_split(IntrinsicArguments arguments, const query::Scope&,
                             query::Budget& budget) {
  const Json &text = arguments[0].value, &delimiters = arguments[1].value;
  if (!text.is_string() || !delimiters.is_string()) return invalid_arguments();
  const std::size_t bytes = text.as_string().size() + delimiters.as_string().size();
  // Short parts take more room than they have bytes.
  if (!budget.take_step(1 + bytes) || !budget.take_bytes(bytes * sizeof(Json))) return stopped();
  Json::Items parts;
  for (const std::string_view token : java_tokens(text.as_string(), delimiters.as_string())) {
    parts.push_back(Json::string(std::string(token)));
  }
  return Json::array(std::move(parts));
}

constexpr auto kStringIntrinsics = std::to_array<Intrinsic>({
    {"States.StringSplit", 2, 2, &string_split},
});

}  // namespace

std::span<const Intrinsic> string_intrinsics() { return kStringIntrinsics; }

}  // namespace sfn::jsonpath
