#include "engine/query/jsonata/text.h"

#include "base/testing/catch.h"
#include "engine/query/jsonata/number_text.h"

namespace sfn::query::jsonata {
namespace {

TEST_CASE("Text: is counted in code points and in UTF-16 units", "[jsonata]") {
  CHECK(code_points("héllo😀") == 6);
  CHECK(utf16_units("héllo😀") == 7);
  CHECK(code_points("plain text that is long enough") == 30);
  CHECK(code_point_slice("héllo😀x", 1, 3) == "él");
  CHECK(code_point_slice("héllo😀x", 5, 99) == "😀x");
  CHECK(code_point_slice("abc", 2, 1).empty());
  CHECK(code_point_slice("é", 5, 7).empty());
  CHECK(byte_of_unit("é😀x", 0) == 0);
  CHECK(byte_of_unit("é😀x", 1) == 2);
  CHECK(byte_of_unit("é😀x", 2) == 2);
  CHECK(byte_of_unit("é😀x", 3) == 6);
  CHECK(byte_of_unit("é😀x", 99) == 7);
}

TEST_CASE("Text: is searched for a part from a place on", "[jsonata]") {
  CHECK(find_text("abcabc", "ca", 0) == 2);
  CHECK(find_text("abcabc", "bc", 2) == 4);
  CHECK(find_text("abc", "bc", 2) == std::string_view::npos);
  CHECK(find_text("abc", "", 3) == 3);
  CHECK(find_text("abc", "", 4) == std::string_view::npos);
  CHECK(find_text({}, "a", 0) == std::string_view::npos);  // a text without an address
}

TEST_CASE("Text: is ordered by UTF-16 units", "[jsonata]") {
  CHECK(compare_units("a", "b") < 0);
  CHECK(compare_units("b", "a") > 0);
  CHECK(compare_units("a", "ab") < 0);
  CHECK(compare_units("ab", "ab") == 0);
  CHECK(compare_units("\xEF\xBC\x81", "😀") > 0);  // U+FF01 is behind the surrogates
  CHECK(compare_units("é", "😀") < 0);
}

TEST_CASE("Text: halves of characters that meet are joined", "[jsonata]") {
  std::string text = "a\xED\xA0\xBD";
  append_text(text, "\xED\xB8\x80!");
  CHECK(text == "a😀!");
  CHECK(as_utf8("x\xED\xA0\xBDy") == "x\xEF\xBF\xBDy");
  CHECK(as_utf8("\xED\x95\x9C") == "한");
  Budget budget;
  Arena arena(budget);
  TextBuilder builder(arena);
  builder.append("\xED\xA0\xBD");
  builder.append("\xED\xB8\x80");
  CHECK(builder.view() == "😀");
}

TEST_CASE("Numbers: are written as JavaScript writes them", "[jsonata]") {
  CHECK(javascript_number(0.1) == "0.1");
  CHECK(javascript_number(-0.0) == "0");
  CHECK(javascript_number(100) == "100");
  CHECK(javascript_number(-12.5) == "-12.5");
  CHECK(javascript_number(1e20) == "100000000000000000000");
  CHECK(javascript_number(1e21) == "1e+21");
  CHECK(javascript_number(1.5e300) == "1.5e+300");
  CHECK(javascript_number(1e-6) == "0.000001");
  CHECK(javascript_number(1.25e-7) == "1.25e-7");
  CHECK(javascript_number(9223372036854775807.0) == "9223372036854776000");
  CHECK(javascript_number(with_fifteen_digits(1.0 / 3)) == "0.333333333333333");
  CHECK(javascript_number(with_fifteen_digits(0.1 + 0.2)) == "0.3");
}

TEST_CASE("Numbers: are rounded half to even", "[jsonata]") {
  CHECK(round_half_even(2.5, 0) == 2);
  CHECK(round_half_even(3.5, 0) == 4);
  CHECK(round_half_even(-2.5, 0) == -2);
  CHECK(round_half_even(125.255, 2) == 125.26);
  CHECK(round_half_even(1250, -2) == 1200);
  CHECK(round_half_even(4.525, 2) == 4.52);
  CHECK(round_half_even(6.022e-23, 24) == 6e-23);
  CHECK(round_half_even(1e300, 300) == 1e300);
}

TEST_CASE("Numbers: the lexer knows where they end", "[jsonata]") {
  CHECK(unsigned_number_length("12.5e-3x") == 7);
  CHECK(unsigned_number_length("1..2") == 1);
  CHECK(unsigned_number_length("01") == 1);
  CHECK(unsigned_number_length("1e") == 1);
  CHECK(unsigned_number_length(".5") == 0);
}

}  // namespace
}  // namespace sfn::query::jsonata
