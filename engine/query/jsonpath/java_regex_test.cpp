#include "engine/query/jsonpath/java_regex.h"

#include "base/testing/catch.h"
#include "engine/query/jsonpath/regex.h"

namespace sfn::jsonpath {
namespace {

bool matches(std::string_view pattern, std::string_view text, std::string_view flags = "") {
  const auto regex = Regex::compile(pattern, flags);
  INFO(pattern << " with '" << flags << "' is none");
  REQUIRE(regex.has_value());
  query::Budget budget;
  return regex->matches(text, budget) == Regex::Match::Yes;
}
bool is_refused(std::string_view pattern) { return !Regex::compile(pattern, "").has_value(); }

TEST_CASE("Java regex: what PCRE2 writes alike stays as it is", "[jsonpath][regex]") {
  CHECK(pcre_of_java_regex("ab*c", "") == "ab*c");
  CHECK(pcre_of_java_regex("(?:a|b){2,3}+", "") == "(?:a|b){2,3}+");
  CHECK(pcre_of_java_regex("[a-z]+?", "") == "[a-z]+?");
  CHECK(pcre_of_java_regex("(?<n>a)\\k<n>", "") == "(a)\\g{1}");
}

TEST_CASE("Java regex: case is that of ASCII unless u is set", "[jsonpath][regex]") {
  CHECK(matches("ab[c-d]", "ABD", "i"));
  CHECK_FALSE(matches("é", "É", "i"));
  CHECK_FALSE(matches("[à-é]", "É", "i"));
  CHECK(matches("é", "É", "iu"));
  CHECK(matches("[à-é]", "É", "iu"));
  CHECK(matches("[^a]", "É", "iu"));
  CHECK_FALSE(matches("[^a]", "A", "i"));
  CHECK(matches("k", "\u212a", "iu"));
  CHECK(matches("[a-z]K", "\u212a\u212a", "iu"));
  CHECK_FALSE(matches("[A-Z]", "\u212a", "iu"));
  CHECK(matches("iI[A-Z]", "\u0131\u0130\u017f", "iu"));
  CHECK_FALSE(matches("ß", "ẞ", "iu"));
  CHECK(matches("(a)\\1", "aA", "i"));
  CHECK(matches("\\p{Lower}\\p{Lu}", "Ab", "i"));
}

TEST_CASE("Java regex: lines end where Java's end", "[jsonpath][regex]") {
  CHECK(matches(".", "\v"));
  CHECK_FALSE(matches(".", "\u2028"));
  CHECK(matches(".", "\u2028", "d"));
  CHECK(matches(".", "\n", "s"));
  CHECK(matches("a$\n^b", "a\nb", "m"));
  CHECK(matches("a$\r\n^b", "a\r\nb", "m"));
  CHECK_FALSE(matches("a\r$\n^b", "a\r\nb", "m"));
  CHECK_FALSE(matches("a\r$\nb", "a\r\nb", "m"));
  CHECK(matches("a$\n", "a\n"));
  CHECK(matches("a$\r\n", "a\r\n"));
  CHECK_FALSE(matches("a$\nb", "a\nb"));
  CHECK_FALSE(matches("^", "", "m"));
  CHECK(matches("\\R\\R", "\r\n"));
}

TEST_CASE("Java regex: words are of all scripts at their ends, of ASCII inside",
          "[jsonpath][regex]") {
  CHECK(matches("\\bé\\b", "é"));
  CHECK(matches("a\\Bé", "aé"));
  CHECK(matches("e\u0301\\b.*", "e\u0301 x"));
  CHECK_FALSE(matches("\\w", "é"));
  CHECK(matches("\\w\\d\\s", "é\u0660\u2003", "U"));
  CHECK(matches("\\b+a^*$?", "a"));
  CHECK(matches("\\b+a$*", "a"));
}

TEST_CASE("Java regex: escapes of characters", "[jsonpath][regex]") {
  CHECK(matches("\\u00e9\\x41\\x{1F600}\\uD83D\\uDE00\\0101\\cM\\t\\e", "éA😀😀A\r\t\x1b"));
  CHECK(matches("\\Qa.b\\E+", "a.bb"));
  CHECK(matches("[\\Q^]\\E]+", "^]"));
  CHECK(matches("\\Q1+", "1+"));
  CHECK(matches("\\h\\v\\X", "\u3000\u2028e\u0301"));
  CHECK(matches("\\/\\-\\é\\ ", "/-é "));
}

TEST_CASE("Java regex: classes nest, unite and intersect", "[jsonpath][regex]") {
  CHECK(matches("[a[bc]]+", "abc"));
  CHECK(matches("[a-z&&[^aeiou]]+", "xyz"));
  CHECK_FALSE(matches("[a-z&&[^aeiou]]", "e"));
  CHECK(matches("[a-z&&def]+", "def"));
  CHECK(matches("[^a&&b]", "a"));
  CHECK(matches("[^a-c&&b-d]", "a"));
  CHECK_FALSE(matches("[^a-c&&b-d]", "b"));
  CHECK(matches("[\\w&&[^\\d]]+", "ab_"));
  CHECK(matches("[\\w-.]+", "a-."));
  CHECK(matches("[[:alpha:]]+", "a:ph"));
  CHECK_FALSE(matches("[[:alpha:]]", "b"));
  CHECK(matches("[]a]+", "]a"));
  CHECK(matches("[a&b]+", "&"));
  CHECK(matches("[^\\d\\W]", "a"));
  CHECK(matches("[\\W]", "é"));
  CHECK(matches("[a #b\n c]+", "ac", "x"));
}

TEST_CASE("Java regex: properties", "[jsonpath][regex]") {
  CHECK_FALSE(matches("\\p{Alpha}", "é"));
  CHECK(matches("\\p{Alpha}", "é", "U"));
  CHECK(matches("\\p{IsAlphabetic}\\p{L}\\pL\\p{IsLu}\\p{gc=Lu}\\P{Lu}", "éééÉÉé"));
  CHECK(matches("\\p{IsLatin}\\p{sc=Greek}\\p{InGreek}\\p{block=Basic Latin}", "éααa"));
  CHECK(matches("\\p{javaLowerCase}\\p{javaWhitespace}[\\p{L1}&&[^a]]", "é b"));
  CHECK(matches("[\\p{Punct}]+", "!/:@[`{~"));
  CHECK(is_refused("\\p{Cyrillic}"));
  CHECK(is_refused("\\p{^L}"));
  CHECK(is_refused("\\p{IsKlingon}"));
  CHECK(is_refused("\\p{lower}"));
}

TEST_CASE("Java regex: every property is one of PCRE2 too, alone and in a class",
          "[jsonpath][regex]") {
  for (const std::string_view name : {"Cn",
                                      "Lu",
                                      "Ll",
                                      "Lt",
                                      "Lm",
                                      "Lo",
                                      "Mn",
                                      "Me",
                                      "Mc",
                                      "Nd",
                                      "Nl",
                                      "No",
                                      "Zs",
                                      "Zl",
                                      "Zp",
                                      "Cc",
                                      "Cf",
                                      "Co",
                                      "Cs",
                                      "Pd",
                                      "Ps",
                                      "Pe",
                                      "Pc",
                                      "Po",
                                      "Sm",
                                      "Sc",
                                      "Sk",
                                      "So",
                                      "Pi",
                                      "Pf",
                                      "L",
                                      "M",
                                      "N",
                                      "Z",
                                      "C",
                                      "P",
                                      "S",
                                      "LC",
                                      "LD",
                                      "L1",
                                      "all",
                                      "ASCII",
                                      "Alnum",
                                      "Alpha",
                                      "Blank",
                                      "Cntrl",
                                      "Digit",
                                      "Graph",
                                      "Lower",
                                      "Print",
                                      "Punct",
                                      "Space",
                                      "Upper",
                                      "XDigit",
                                      "javaLowerCase",
                                      "javaUpperCase",
                                      "javaTitleCase",
                                      "javaAlphabetic",
                                      "javaIdeographic",
                                      "javaDigit",
                                      "javaDefined",
                                      "javaLetter",
                                      "javaLetterOrDigit",
                                      "javaJavaIdentifierStart",
                                      "javaJavaIdentifierPart",
                                      "javaUnicodeIdentifierStart",
                                      "javaUnicodeIdentifierPart",
                                      "javaIdentifierIgnorable",
                                      "javaSpaceChar",
                                      "javaWhitespace",
                                      "javaISOControl",
                                      "javaMirrored",
                                      "IsALPHABETIC",
                                      "IsASSIGNED",
                                      "IsCONTROL",
                                      "IsHEXDIGIT",
                                      "IsHEX_DIGIT",
                                      "IsIDEOGRAPHIC",
                                      "IsJOINCONTROL",
                                      "IsJOIN_CONTROL",
                                      "IsLETTER",
                                      "IsLOWERCASE",
                                      "IsNONCHARACTERCODEPOINT",
                                      "IsNONCHARACTER_CODE_POINT",
                                      "IsTITLECASE",
                                      "IsPUNCTUATION",
                                      "IsUPPERCASE",
                                      "IsWHITESPACE",
                                      "IsWHITE_SPACE",
                                      "IsWORD",
                                      "IsALPHA",
                                      "IsLOWER",
                                      "IsUPPER",
                                      "IsSPACE",
                                      "IsPUNCT",
                                      "IsXDIGIT",
                                      "IsALNUM",
                                      "IsCNTRL",
                                      "IsDIGIT",
                                      "IsBLANK",
                                      "IsGRAPH",
                                      "IsPRINT",
                                      "InGreek",
                                      "InBasic_Latin",
                                      "blk=Latin-1 Supplement"}) {
    const std::string property = "{" + std::string(name) + "}";
    for (const std::string_view flags : {"", "i", "iuU"}) {
      INFO(name << " with '" << flags << "'");
      CHECK(Regex::compile("\\p" + property + "+[^a\\P" + property + "]", flags).has_value());
    }
  }
  CHECK(is_refused("\\p{InAtlantis}"));
}

TEST_CASE("Java regex: what is in front may be looked at", "[jsonpath][regex]") {
  CHECK(matches("a(?<=a)b(?<!a)", "ab"));
  CHECK(matches(".*(?<=foo|barb)\\d", "barb1"));
  CHECK(matches("a\\n(?<=(?m:a$\\n))b", "a\nb"));
  CHECK(matches("(a)(?:(?<=a)b)\\1", "aba"));
}

TEST_CASE("Java regex: flags inside a pattern end with its group", "[jsonpath][regex]") {
  CHECK(matches("(?:(?i)a|b)c", "Bc"));
  CHECK_FALSE(matches("(?:(?i)a|b)c", "BC"));
  CHECK(matches("(?i:a(?-i)b)", "Ab"));
  CHECK(matches("(?x: a b # c\n)c d", "abc d"));
  CHECK(matches("(?iu)É", "é"));
}

TEST_CASE("Java regex: repetitions", "[jsonpath][regex]") {
  CHECK(matches("a{1}{2}", "a"));
  CHECK(matches("{2}", ""));
  CHECK(matches("(?=a)+a{0,99999}", "aa"));
  CHECK_FALSE(matches("a*+a", "aa"));
  CHECK_FALSE(matches("(a)\\2", "a"));
  CHECK(matches("(a)\\11", "aa1"));
  CHECK(matches("(?:\\2b|(a)(a))+", "aaab"));
}

TEST_CASE("Java regex: what Java refuses is refused", "[jsonpath][regex]") {
  for (const std::string_view pattern :
       {"{",      "a{b",     "a{1,",        "a{,2}",    "a{2,1}",
        "*a",     "a**",     "(",           "(a",       "a)",
        "[",      "[a",      "[]",          "[a&&",     "(?P<n>a)",
        "(?#c)",  "(?|a)",   "(?R)",        "(?'n'a)",  "(?^)",
        "(?^:a)", "(*FAIL)", "(?<n_>a)",    "(?<1>a)",  "(?<n>a)(?<n>b)",
        "\\k<n>", "\\k{n}",  "\\g{1}",      "\\o{101}", "\\N",
        "\\K",    "[\\b]",   "\\E",         "\\08",     "\\i",
        "\\Z\\y", "\\",      "\\x4",        "\\u004",   "\\x{110000}",
        "\\p",    "\\p{",    "\\p{}",       "[b-a]",    "[a-\\w]",
        "[&&]",   "(?n)a",   "(a)(?<=\\1)", "(?<=a*)b", "\\c",
        "\\b{g}"}) {
    INFO(pattern);
    CHECK(is_refused(pattern));
  }
}

TEST_CASE("Java regex: intersections do not grow without bounds", "[jsonpath][regex][limits]") {
  std::string both = "[a";
  for (int i = 0; i < 1'000; ++i) both += "b-y0-9";
  CHECK(matches(both + "&&]", "5"));
  for (int i = 0; i < 900; ++i) both += "&&";
  CHECK(is_refused(both + "]"));
}

}  // namespace
}  // namespace sfn::jsonpath
