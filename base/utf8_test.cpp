#include "base/utf8.h"

#include <string>

#include "base/testing/catch.h"

namespace sfn {
namespace {

bool is_utf8(const std::string& bytes) { return first_non_utf8(bytes) == bytes.size(); }

// By Unicode's table 3-6, on its own: what is compared with it must not have made it.
std::string encoded(char32_t code) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xC0 | (code >> 6)), byte(0x80 | (code & 0x3F))};
  if (code < 0x10000) {
    return {byte(0xE0 | (code >> 12)), byte(0x80 | ((code >> 6) & 0x3F)),
            byte(0x80 | (code & 0x3F))};
  }
  return {byte(0xF0 | (code >> 18)), byte(0x80 | ((code >> 12) & 0x3F)),
          byte(0x80 | ((code >> 6) & 0x3F)), byte(0x80 | (code & 0x3F))};
}

TEST_CASE("UTF-8: every character but the surrogates is text", "[utf8]") {
  std::size_t wrong = 0;
  for (std::uint32_t code = 0; code < 0x120000; ++code) {
    const bool is_character = code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (is_utf8(encoded(code)) != is_character) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("UTF-8: overlong forms and loose bytes are no text", "[utf8]") {
  for (const char* const bytes :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "\xC3\xC3", "\xE2\x82\x41"}) {
    CAPTURE(bytes);
    CHECK_FALSE(is_utf8(bytes));
  }
}

TEST_CASE("UTF-8: a character cut short is no text, wherever the bytes end", "[utf8]") {
  for (const char* const bytes : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    CHECK_FALSE(is_utf8(bytes));
    CHECK_FALSE(is_utf8(std::string(bytes) + "a"));
  }
}

TEST_CASE("UTF-8: says where the text ends, at every distance", "[utf8]") {
  for (std::size_t before = 0; before < 40; ++before) {
    const std::string text = std::string(before, 'a') + "\xC3\xA4";
    CHECK(first_non_utf8(text) == text.size());
    CHECK(first_non_utf8(text + "\x80" + "abcdefghijkl") == text.size());
    CHECK(first_non_utf8(text + "abcdefghijkl" + "\xFF") == text.size() + 12);
  }
  CHECK(first_non_utf8("") == 0);
  CHECK(is_utf8(std::string(3, '\0')));
}

TEST_CASE("UTF-8: every character is written as its bytes and read back from them", "[utf8]") {
  std::size_t wrong = 0;
  for (std::uint32_t code = 0; code < 0x110000; ++code) {
    const std::string bytes = encoded(code);
    std::string written;
    append_code_point(written, code);
    if (written != bytes) ++wrong;
    const CodePoint read = code_point_at("x" + bytes + "y", 1);
    if (read.code != code || read.bytes != bytes.size()) ++wrong;
    if (utf8_length(bytes.front()) != bytes.size()) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("UTF-8: characters are counted, not bytes", "[utf8]") {
  CHECK(utf8_characters("") == 0);
  CHECK(utf8_characters("a\u00e4\u20ac\U0001F600") == 4);
  CHECK(is_utf8_continuation("\u00e4"[1]));
  CHECK_FALSE(is_utf8_continuation("\u00e4"[0]));
  CHECK_FALSE(is_utf8_continuation('a'));
}

TEST_CASE("UTF-8: a text is taken apart into characters and put together again", "[utf8]") {
  const std::u32string characters = U"a\u00e4\u20ac\U0001F600";
  CHECK(code_points_of("a\u00e4\u20ac\U0001F600") == characters);
  CHECK(text_of(characters) == "a\u00e4\u20ac\U0001F600");
  CHECK(code_points_of("").empty());
}

TEST_CASE("UTF-8: a last character that is cut off is read as far as it goes", "[utf8]") {
  CHECK(code_point_at("\xE2\x82", 0).bytes == 3);
  CHECK(utf8_characters("a\xE2\x82") == 2);
}

TEST_CASE("UTF-8: a prefix has whole characters", "[base][utf8]") {
  CHECK(utf8_prefix("abc", 3) == "abc");
  CHECK(utf8_prefix("abc", 2) == "ab");
  CHECK(utf8_prefix("a\u00e9b", 2) == "a");
  CHECK(utf8_prefix("a\u00e9b", 3) == "a\u00e9");
  CHECK(utf8_prefix("\U0001F600", 3).empty());
  CHECK(utf8_prefix("", 0).empty());
}

}  // namespace
}  // namespace sfn
