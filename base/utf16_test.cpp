#include "base/utf16.h"

#include "base/testing/catch.h"

namespace sfn {
namespace {

TEST_CASE("UTF-16: the halves of a character make it again", "[utf16]") {
  CHECK(surrogates_of(0x1F600) == std::array<char32_t, 2>{0xD83D, 0xDE00});
  std::size_t wrong = 0;
  for (char32_t code = 0x10000; code < 0x110000; ++code) {
    const auto [high, low] = surrogates_of(code);
    if (!is_high_surrogate(high) || !is_low_surrogate(low)) ++wrong;
    if (joined_surrogates(high, low) != code) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("UTF-16: halves lie between U+D800 and U+DFFF", "[utf16]") {
  CHECK_FALSE(is_surrogate(0xD7FF));
  CHECK(is_high_surrogate(0xD800));
  CHECK(is_high_surrogate(0xDBFF));
  CHECK_FALSE(is_low_surrogate(0xDBFF));
  CHECK(is_low_surrogate(0xDC00));
  CHECK(is_low_surrogate(0xDFFF));
  CHECK_FALSE(is_surrogate(0xE000));
}

}  // namespace
}  // namespace sfn
