#include "engine/query/jsonpath/java_regex_property.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/query/jsonpath/java_regex_block.h"

namespace sfn::jsonpath {
namespace {

struct Property {
  std::string_view name;
  std::string_view items;  // of a PCRE2 class; all others where it begins with '^'
  // The same where case is ignored; empty where that makes no difference.
  std::string_view any_case = {};
};

constexpr std::string_view kWordItems = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\x{200c}\x{200d})";
constexpr std::string_view kSpaceItems = R"(\p{Z}\x{9}-\x{d}\x{85})";
constexpr std::string_view kCasedItems = R"(\p{Lowercase}\p{Uppercase}\p{Lt})";
constexpr std::string_view kAsciiLetters = "a-zA-Z";

// java.util.regex.Pattern "POSIX character classes", "java.lang.Character classes" and the
// categories that are no two letters of Unicode.
constexpr auto kProperties = std::to_array<Property>({
    {"LC", R"(\p{L&})"},
    {"LD", R"(\p{L}\p{Nd})"},
    {"L1", R"(\x{0}-\x{ff})"},
    {"all", R"(\p{Any})"},
    {"ASCII", R"(\x{0}-\x{7f})"},
    {"Alnum", "a-zA-Z0-9"},
    {"Alpha", kAsciiLetters},
    {"Blank", R"(\x{20}\t)"},
    {"Cntrl", R"(\x{0}-\x{1f}\x{7f})"},
    {"Digit", "0-9"},
    {"Graph", R"(\x{21}-\x{7e})"},
    {"Lower", "a-z", kAsciiLetters},
    {"Print", R"(\x{20}-\x{7e})"},
    {"Punct", R"(\x{21}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{60}\x{7b}-\x{7e})"},
    {"Space", R"(\x{20}\x{9}-\x{d})"},
    {"Upper", "A-Z", kAsciiLetters},
    {"XDigit", "0-9a-fA-F"},
    {"javaLowerCase", R"(\p{Lowercase})", kCasedItems},
    {"javaUpperCase", R"(\p{Uppercase})", kCasedItems},
    {"javaTitleCase", R"(\p{Lt})", kCasedItems},
    {"javaAlphabetic", R"(\p{Alphabetic})"},
    {"javaIdeographic", R"(\p{Ideographic})"},
    {"javaDigit", R"(\p{Nd})"},
    {"javaDefined", R"(^\p{Cn})"},
    {"javaLetter", R"(\p{L})"},
    {"javaLetterOrDigit", R"(\p{L}\p{Nd})"},
    {"javaJavaIdentifierStart", R"(\p{L}\p{Nl}\p{Sc}\p{Pc})"},
    {"javaJavaIdentifierPart",
     R"(\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\p{Cf}\x{0}-\x{8}\x{e}-\x{1b}\x{7f}-\x{9f})"},
    {"javaUnicodeIdentifierStart", R"(\p{ID_Start})"},
    {"javaUnicodeIdentifierPart", R"(\p{ID_Continue}\p{Cf}\x{0}-\x{8}\x{e}-\x{1b}\x{7f}-\x{9f})"},
    {"javaIdentifierIgnorable", R"(\p{Cf}\x{0}-\x{8}\x{e}-\x{1b}\x{7f}-\x{9f})"},
    {"javaSpaceChar", R"(\p{Z})"},
    // The spaces but for those that do not break a line, and the separators among the controls.
    {"javaWhitespace",
     R"(\x{9}-\x{d}\x{1c}-\x{20}\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200a}\x{205f}\x{3000})"
     R"(\p{Zl}\p{Zp})"},
    {"javaISOControl", R"(\x{0}-\x{1f}\x{7f}-\x{9f})"},
    {"javaMirrored", R"(\p{Bidi_Mirrored})"},
});

// java.util.regex.Pattern "Unicode support": binary properties, after "Is", in any case.
constexpr auto kBinaryProperties = std::to_array<Property>({
    {"ALPHABETIC", R"(\p{Alphabetic})"},
    {"ASSIGNED", R"(^\p{Cn})"},
    {"CONTROL", R"(\p{Cc})"},
    {"HEXDIGIT", R"(\p{Nd}\p{Hex_Digit})"},
    {"HEX_DIGIT", R"(\p{Nd}\p{Hex_Digit})"},
    {"IDEOGRAPHIC", R"(\p{Ideographic})"},
    {"JOINCONTROL", R"(\x{200c}\x{200d})"},
    {"JOIN_CONTROL", R"(\x{200c}\x{200d})"},
    {"LETTER", R"(\p{L})"},
    {"LOWERCASE", R"(\p{Lowercase})", kCasedItems},
    {"NONCHARACTERCODEPOINT", R"(\p{Noncharacter_Code_Point})"},
    {"NONCHARACTER_CODE_POINT", R"(\p{Noncharacter_Code_Point})"},
    {"TITLECASE", R"(\p{Lt})", kCasedItems},
    {"PUNCTUATION", R"(\p{P})"},
    {"UPPERCASE", R"(\p{Uppercase})", kCasedItems},
    {"WHITESPACE", kSpaceItems},
    {"WHITE_SPACE", kSpaceItems},
    {"WORD", kWordItems},
});

// The POSIX classes as Unicode means them: after "Is", and everywhere under the flag U.
constexpr auto kUnicodePosix = std::to_array<Property>({
    {"ALPHA", R"(\p{Alphabetic})"},
    {"LOWER", R"(\p{Lowercase})", kCasedItems},
    {"UPPER", R"(\p{Uppercase})", kCasedItems},
    {"SPACE", kSpaceItems},
    {"PUNCT", R"(\p{P})"},
    {"XDIGIT", R"(\p{Nd}\p{Hex_Digit})"},
    {"ALNUM", R"(\p{Alphabetic}\p{Nd})"},
    {"CNTRL", R"(\p{Cc})"},
    {"DIGIT", R"(\p{Nd})"},
    {"BLANK", R"(\p{Zs}\t)"},
    {"GRAPH", R"(^\p{Z}\p{Cc}\p{Cs}\p{Cn})"},
    {"PRINT", R"(^\p{Zl}\p{Zp}\p{Cc}\p{Cs}\p{Cn})"},
});

constexpr auto kCategories = std::to_array<std::string_view>(
    {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs",
     "Zl", "Zp", "Cc", "Cf", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc",
     "Sk", "So", "Pi", "Pf", "L",  "M",  "N",  "Z",  "C",  "P",  "S"});

// \D of \d and so on. PCRE2's own letters are ASCII's, as Java's are without the flag U.
constexpr auto kPredefined = std::to_array<Property>({
    {"d", "\\d"},
    {"h", "\\h"},
    {"s", "\\s"},
    {"v", "\\v"},
    {"w", "\\w"},
});
constexpr auto kUnicodePredefined = std::to_array<Property>({
    {"d", R"(\p{Nd})"},
    {"h", "\\h"},
    {"s", kSpaceItems},
    {"v", "\\v"},
    {"w", kWordItems},
});

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}
std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

CharSet set_of(std::string_view items) {
  if (items.starts_with('^')) return CharSet::of(std::string(items.substr(1))).negated();
  return CharSet::of(std::string(items));
}

template <typename Table>
std::optional<CharSet> find(const Table& table, std::string_view name, bool ignore_case) {
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const Property& one) { return one.name == name; });
  if (row == table.end()) return std::nullopt;
  return set_of(ignore_case && !row->any_case.empty() ? row->any_case : row->items);
}

std::optional<CharSet> category_or_java(const std::string& name, bool ignore_case) {
  if (std::find(kCategories.begin(), kCategories.end(), name) == kCategories.end())
    return find(kProperties, name, ignore_case);
  const bool is_cased = name == "Lu" || name == "Ll" || name == "Lt";
  return CharSet::of(is_cased && ignore_case ? "\\p{L&}" : "\\p{" + name + "}");
}

std::optional<CharSet> script(const std::string& name) {
  const bool fits = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || is_ascii_letter(static_cast<unsigned char>(c));
  });
  if (!fits) return std::nullopt;
  return CharSet::of("\\p{sc:" + name + "}");
}

std::optional<CharSet> block(const std::string& name) {
  auto items = java_regex_block(name);
  if (!items) return std::nullopt;
  return CharSet::of(*std::move(items));
}

// \p{key=value}
std::optional<CharSet> keyed_property(const std::string& key, const std::string& value,
                                      bool ignore_case) {
  if (key == "sc" || key == "script") return script(value);
  if (key == "blk" || key == "block") return block(value);
  if (key == "gc" || key == "general_category") return category_or_java(value, ignore_case);
  return std::nullopt;
}

// \p{Is...}: a binary property, a POSIX class, a category, or a script.
std::optional<CharSet> is_property(const std::string& name, bool ignore_case) {
  const std::string spelling = upper(name);
  if (auto set = find(kBinaryProperties, spelling, ignore_case)) return set;
  if (auto set = find(kUnicodePosix, spelling, ignore_case)) return set;
  if (auto set = category_or_java(name, ignore_case)) return set;
  return script(name);
}

}  // namespace

std::optional<CharSet> java_regex_property(const std::string& name, const JavaRegexFlags& flags) {
  const bool ignore_case = flags.ignore_case;
  if (const std::size_t sign = name.find('='); sign != std::string::npos)
    return keyed_property(lower(name.substr(0, sign)), name.substr(sign + 1), ignore_case);
  if (name.starts_with("In")) return block(name.substr(2));
  if (name.starts_with("Is")) return is_property(name.substr(2), ignore_case);
  if (flags.unicode_classes) {
    if (auto set = find(kUnicodePosix, upper(name), ignore_case)) return set;
  }
  return category_or_java(name, ignore_case);
}

std::optional<CharSet> java_regex_predefined(char32_t letter, const JavaRegexFlags& flags) {
  if (!is_ascii_letter(letter)) return std::nullopt;
  const std::string spelling(1, static_cast<char>(letter));
  const std::string name = lower(spelling);
  const auto set = flags.unicode_classes ? find(kUnicodePredefined, name, false)
                                         : find(kPredefined, name, false);
  if (!set) return std::nullopt;
  return name == spelling ? *set : set->negated();
}

std::string java_regex_word_items(const JavaRegexFlags& flags) {
  return flags.unicode_classes ? std::string(kWordItems) : R"(\p{L}\p{Nd}_)";
}

}  // namespace sfn::jsonpath
