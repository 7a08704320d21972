#include "engine/query/jsonata/letter_case.h"

#include "base/testing/catch.h"

namespace sfn::query::jsonata {
namespace {

TEST_CASE("Letter case: upper case is Unicode's", "[jsonata]") {
  CHECK(upper_cased("abc éà 1") == "ABC ÉÀ 1");
  CHECK(upper_cased("καλημέρα κόσμε") == "ΚΑΛΗΜΈΡΑ ΚΌΣΜΕ");
  CHECK(upper_cased("λόγος ι ς") == "ΛΌΓΟΣ Ι Σ");
  CHECK(upper_cased("10 µm ı ſ ǆ ǅ") == "10 ΜM I S Ǆ Ǆ");
  CHECK(upper_cased("ϐϑϕϰϱϵẛ ⅻ ⓩ ƛ ɤ") == "ΒΘΦΚΡΕṠ Ⅻ Ⓩ Ƛ Ɤ");
  CHECK(upper_cased("straße ﬁn ŉ ΐ ᾳ") == "STRASSE FIN ʼN \u0399\u0308\u0301 ΑΙ");
  CHECK(upper_cased("𐐨 ა") == "𐐀 Ა");
}

TEST_CASE("Letter case: lower case is Unicode's", "[jsonata]") {
  CHECK(lower_cased("ABC ÉÀ 1") == "abc éà 1");
  CHECK(lower_cased("İ Å K ẞ Ⅻ Ⓩ Ǆ ǅ") == "i̇ å k ß ⅻ ⓩ ǆ ǆ");
  CHECK(lower_cased("𐐀 Ა") == "𐐨 ა");
}

TEST_CASE("Letter case: a sigma at the end of a word is another one", "[jsonata]") {
  CHECK(lower_cased("ΟΔΟΣ ΣΑ Σ") == "οδος σα σ");
  CHECK(lower_cased("ΑΣ'Α ΑΣ' Α.Σ ΑΣ.Α") == "ασ'α ας' α.ς ασ.α");
  CHECK(lower_cased("ΑΣ😀 İΑΣ ΑΣ\u0301 ΑΣ\u0301Α") == "ας😀 i̇ας ας\u0301 ασ\u0301α");
  CHECK(lower_cased("'Σ 1Σ ΣΣ aΣ") == "'σ 1σ σς aς");
}

TEST_CASE("Letter case: what is no character stays as it is", "[jsonata]") {
  CHECK(upper_cased("a\xED\xA0\xBD"
                    "b") ==
        "A\xED\xA0\xBD"
        "B");
  CHECK(lower_cased("A\xED\xA0\xBD") == "a\xED\xA0\xBD");
  CHECK(upper_cased("\xC3") == "\xC3");
  CHECK(lower_cased("\xE2\x84") == "\xE2\x84");
  CHECK(upper_cased("").empty());
}

}  // namespace
}  // namespace sfn::query::jsonata
