// Any bytes as JSON: what is read passes with its bytes, survives being written anew, and equals
// itself; what is refused is refused with a place inside the text. A location made of the text's
// first bytes is looked up in it, whether it is JSON or not.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/json/json.h"
#include "base/utf8.h"

namespace {

using sfn::Json;

void check_read(const Json& value, const std::string& text) {
  SFN_ASSERT(sfn::first_non_utf8(text) == text.size(), "what is read is UTF-8");
  SFN_ASSERT(value.text() == text, "a document passes with its bytes");
  const std::string written = value.rebuilt().text();
  const auto again = Json::parse(written);
  SFN_ASSERT(again.has_value(), "what was written can be read");
  SFN_ASSERT(again->rebuilt().text() == written, "writing is stable");
  SFN_ASSERT(*again == value && value == *again, "what was written is the same value");
  const Json joined = Json::joined({value, *again});
  SFN_ASSERT(joined.text() == "[" + text + "," + written + "]", "joining keeps texts");
}

void check_members(const Json& value) {
  if (!value.is_object()) return;
  for (const Json::Member& member : value.members()) {
    SFN_ASSERT(value.find(member.first) == &member.second,
               "every member is found, and its key is unique");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto value = Json::parse(text);
  if (value) {
    check_read(*value, text);
    check_members(*value);
  } else {
    const sfn::JsonParseError& error = value.error();
    SFN_ASSERT(!error.message.empty(), "an error says what is wrong");
    SFN_ASSERT(error.offset <= size + 1 && error.line >= 1 && error.column >= 1, "and where");
  }
  const sfn::JsonPosition position = sfn::locate(text, "/" + text.substr(0, 8) + "[1]/a");
  SFN_ASSERT(position.line >= 1 && position.column >= 1, "a place is in the text");
  return 0;
}
