#include "engine/testing/diagnostic_cases.h"

#include "engine/testing/single_state.h"

namespace sfn::engine::testing {

std::string definition_text(const Json& a_case) {
  if (const Json* const text = a_case.find("text")) return text->as_string();
  return machine_of(a_case.find("state")->text());
}

MachineType machine_type(const Json& a_case) {
  const Json* const type = a_case.find("type");
  return type != nullptr && type->as_string() == "EXPRESS" ? MachineType::Express
                                                           : MachineType::Standard;
}

std::vector<std::string> finding_texts(const std::vector<Diagnostic>& findings) {
  std::vector<std::string> texts;
  for (const Diagnostic& finding : findings) {
    texts.push_back((finding.severity == Severity::Warning ? "warning: " : "") + finding.code +
                    ": " + finding.message + " at " + finding.location.value_or("null"));
  }
  return texts;
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& text : list.items()) texts.push_back(text.as_string());
  return texts;
}

}  // namespace sfn::engine::testing
