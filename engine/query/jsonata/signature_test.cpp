#include "engine/query/jsonata/signature.h"

#include "base/testing/catch.h"

namespace sfn::query::jsonata {
namespace {

std::string fitted(std::string_view signature, std::initializer_list<Value> arguments,
                   const Value& context = Value::undefined()) {
  const auto read = read_signature<8>(signature);
  if (read.refusal) return "refused at " + std::to_string(read.offset);
  Arguments given(arguments);
  static Value wrapped;
  const auto mismatch = fit_arguments(std::span(read.parameters.data(), read.count), given, context,
                                      [](const Value& value) {
                                        wrapped = value;
                                        return Value::array(&wrapped, 1);
                                      });
  if (mismatch) {
    return std::string(mismatch->code == Code::T0410   ? "T0410 "
                       : mismatch->code == Code::T0411 ? "T0411 "
                                                       : "T0412 ") +
           std::to_string(mismatch->index) + std::string(mismatch->type);
  }
  std::string letters;
  for (const Value& argument : given) letters += type_letter(argument);
  return letters;
}

const Value kText = Value::string("text");
const Value kNumber = Value::number(1);

TEST_CASE("Signature: arguments fit their parameters", "[jsonata]") {
  CHECK(fitted("<sn:s>", {kText, kNumber}) == "sn");
  CHECK(fitted("<sn:s>", {kText}) == "T0410 2");
  CHECK(fitted("<sn:s>", {kNumber, kNumber}) == "T0410 1");
  CHECK(fitted("<sn:s>", {kText, kNumber, kNumber}) == "T0410 3");
  CHECK(fitted("<sn?:s>", {kText}) == "sm");
  CHECK(fitted("<s:s>", {Value::undefined()}) == "m");
  CHECK(fitted("<(sn):s>", {kNumber}) == "n");
  CHECK(fitted("<(sn):s>", {Value::null()}) == "T0410 1");
  CHECK(fitted("<j:s>", {Value::null()}) == "l");
  CHECK(fitted("<x:s>", {Value::boolean(true)}) == "b");
  CHECK(fitted("<n+s:s>", {kNumber, kNumber, kText}) == "nns");
  CHECK(fitted("<n+:s>", {}) == "T0410 1");
}

TEST_CASE("Signature: the context takes the place of what is left out", "[jsonata]") {
  CHECK(fitted("<s-n:s>", {kNumber}, kText) == "sn");
  CHECK(fitted("<s-n:s>", {kText, kNumber}, Value::null()) == "sn");
  CHECK(fitted("<s-n:s>", {kNumber}, kNumber) == "T0411 1");
  CHECK(fitted("<s-:s>", {}, Value::undefined()) == "m");
}

TEST_CASE("Signature: what is no array becomes one", "[jsonata]") {
  CHECK(fitted("<a:n>", {kNumber}) == "a");
  CHECK(fitted("<a<n>:n>", {kNumber}) == "a");
  CHECK(fitted("<a<n>:n>", {kText}) == "T0412 1numbers");
  const Value mixed[] = {kNumber, kText};
  CHECK(fitted("<a<n>:n>", {Value::array(mixed, 2)}) == "T0412 1numbers");
  CHECK(fitted("<a<s>:n>", {Value::array(mixed, 0)}) == "a");
  CHECK(fitted("<a:n>", {Value::array(mixed, 2)}) == "a");
}

TEST_CASE("Signature: types have parameters only where they can", "[jsonata]") {
  CHECK(fitted("<n<s>:n>", {kNumber}) == "refused at 2");
  CHECK(fitted("<(sa<n>):n>", {kNumber}) == "refused at 1");
  CHECK(fitted("<nnnnnnnnn>", {kNumber}) == "refused at 9");
}

}  // namespace
}  // namespace sfn::query::jsonata
