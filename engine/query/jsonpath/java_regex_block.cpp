#include "engine/query/jsonpath/java_regex_block.h"

#include <algorithm>
#include <array>

#include "engine/query/jsonpath/char_set.h"

namespace sfn::jsonpath {
namespace {

struct Block {
  std::string_view name;
  char32_t first;
  char32_t last;
};

// Unicode "Blocks.txt".
constexpr auto kBlocks = std::to_array<Block>({
    {"BASICLATIN", 0x0000, 0x007F},
    {"LATIN1SUPPLEMENT", 0x0080, 0x00FF},
    {"LATINEXTENDEDA", 0x0100, 0x017F},
    {"LATINEXTENDEDB", 0x0180, 0x024F},
    {"IPAEXTENSIONS", 0x0250, 0x02AF},
    {"SPACINGMODIFIERLETTERS", 0x02B0, 0x02FF},
    {"COMBININGDIACRITICALMARKS", 0x0300, 0x036F},
    {"GREEK", 0x0370, 0x03FF},
    {"GREEKANDCOPTIC", 0x0370, 0x03FF},
    {"CYRILLIC", 0x0400, 0x04FF},
    {"CYRILLICSUPPLEMENT", 0x0500, 0x052F},
    {"CYRILLICSUPPLEMENTARY", 0x0500, 0x052F},
    {"ARMENIAN", 0x0530, 0x058F},
    {"HEBREW", 0x0590, 0x05FF},
    {"ARABIC", 0x0600, 0x06FF},
    {"SYRIAC", 0x0700, 0x074F},
    {"ARABICSUPPLEMENT", 0x0750, 0x077F},
    {"THAANA", 0x0780, 0x07BF},
    {"DEVANAGARI", 0x0900, 0x097F},
    {"BENGALI", 0x0980, 0x09FF},
    {"GURMUKHI", 0x0A00, 0x0A7F},
    {"GUJARATI", 0x0A80, 0x0AFF},
    {"ORIYA", 0x0B00, 0x0B7F},
    {"TAMIL", 0x0B80, 0x0BFF},
    {"TELUGU", 0x0C00, 0x0C7F},
    {"KANNADA", 0x0C80, 0x0CFF},
    {"MALAYALAM", 0x0D00, 0x0D7F},
    {"SINHALA", 0x0D80, 0x0DFF},
    {"THAI", 0x0E00, 0x0E7F},
    {"LAO", 0x0E80, 0x0EFF},
    {"TIBETAN", 0x0F00, 0x0FFF},
    {"MYANMAR", 0x1000, 0x109F},
    {"GEORGIAN", 0x10A0, 0x10FF},
    {"HANGULJAMO", 0x1100, 0x11FF},
    {"ETHIOPIC", 0x1200, 0x137F},
    {"CHEROKEE", 0x13A0, 0x13FF},
    {"KHMER", 0x1780, 0x17FF},
    {"MONGOLIAN", 0x1800, 0x18AF},
    {"LATINEXTENDEDADDITIONAL", 0x1E00, 0x1EFF},
    {"GREEKEXTENDED", 0x1F00, 0x1FFF},
    {"GENERALPUNCTUATION", 0x2000, 0x206F},
    {"SUPERSCRIPTSANDSUBSCRIPTS", 0x2070, 0x209F},
    {"CURRENCYSYMBOLS", 0x20A0, 0x20CF},
    {"COMBININGMARKSFORSYMBOLS", 0x20D0, 0x20FF},
    {"COMBININGDIACRITICALMARKSFORSYMBOLS", 0x20D0, 0x20FF},
    {"LETTERLIKESYMBOLS", 0x2100, 0x214F},
    {"NUMBERFORMS", 0x2150, 0x218F},
    {"ARROWS", 0x2190, 0x21FF},
    {"MATHEMATICALOPERATORS", 0x2200, 0x22FF},
    {"MISCELLANEOUSTECHNICAL", 0x2300, 0x23FF},
    {"ENCLOSEDALPHANUMERICS", 0x2460, 0x24FF},
    {"BOXDRAWING", 0x2500, 0x257F},
    {"BLOCKELEMENTS", 0x2580, 0x259F},
    {"GEOMETRICSHAPES", 0x25A0, 0x25FF},
    {"MISCELLANEOUSSYMBOLS", 0x2600, 0x26FF},
    {"DINGBATS", 0x2700, 0x27BF},
    {"CJKSYMBOLSANDPUNCTUATION", 0x3000, 0x303F},
    {"HIRAGANA", 0x3040, 0x309F},
    {"KATAKANA", 0x30A0, 0x30FF},
    {"BOPOMOFO", 0x3100, 0x312F},
    {"HANGULCOMPATIBILITYJAMO", 0x3130, 0x318F},
    {"CJKCOMPATIBILITY", 0x3300, 0x33FF},
    {"CJKUNIFIEDIDEOGRAPHSEXTENSIONA", 0x3400, 0x4DBF},
    {"CJKUNIFIEDIDEOGRAPHS", 0x4E00, 0x9FFF},
    {"HANGULSYLLABLES", 0xAC00, 0xD7AF},
    {"PRIVATEUSEAREA", 0xE000, 0xF8FF},
    {"CJKCOMPATIBILITYIDEOGRAPHS", 0xF900, 0xFAFF},
    {"ALPHABETICPRESENTATIONFORMS", 0xFB00, 0xFB4F},
    {"ARABICPRESENTATIONFORMSA", 0xFB50, 0xFDFF},
    {"ARABICPRESENTATIONFORMSB", 0xFE70, 0xFEFF},
    {"HALFWIDTHANDFULLWIDTHFORMS", 0xFF00, 0xFFEF},
    {"SPECIALS", 0xFFF0, 0xFFFF},
    {"MATHEMATICALALPHANUMERICSYMBOLS", 0x1D400, 0x1D7FF},
    {"MISCELLANEOUSSYMBOLSANDPICTOGRAPHS", 0x1F300, 0x1F5FF},
    {"EMOTICONS", 0x1F600, 0x1F64F},
    {"TRANSPORTANDMAPSYMBOLS", 0x1F680, 0x1F6FF},
    {"CJKUNIFIEDIDEOGRAPHSEXTENSIONB", 0x20000, 0x2A6DF},
});

std::string plain_spelling(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '_') continue;
    result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return result;
}

}  // namespace

std::optional<std::string> java_regex_block(std::string_view name) {
  const std::string spelling = plain_spelling(name);
  const auto row = std::find_if(kBlocks.begin(), kBlocks.end(),
                                [&](const Block& one) { return one.name == spelling; });
  if (row == kBlocks.end()) return std::nullopt;
  return char_range_item(row->first, row->last);
}

}  // namespace sfn::jsonpath
