#include "engine/query/jsonpath/java_regex_class.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/query/jsonpath/java_regex_property.h"

namespace sfn::jsonpath {
namespace {

constexpr std::size_t kClassDepth = 100;  // deeper than anyone writes
// Each && writes both of its sides, one of them again with the next.
constexpr std::size_t kClassBytes = 64 * 1024;

bool holds(char32_t first, char32_t last, char32_t c) { return first <= c && c <= last; }

// The ASCII letters of a range in their other case.
std::string other_case_items(char32_t first, char32_t last) {
  constexpr char32_t kStep = 'a' - 'A';
  std::string items;
  const auto add = [&](char32_t from, char32_t to, char32_t moved_from) {
    const char32_t low = std::max(first, from), high = std::min(last, to);
    if (low <= high) items += char_range_item(low - from + moved_from, high - from + moved_from);
  };
  add('a', 'z', 'a' - kStep);
  add('A', 'Z', 'A' + kStep);
  return items;
}

// The characters beyond ASCII that are taken for ASCII letters where all cases are alike. Java
// compares by the upper case and by the lower case of that, and so a range of capitals alone lacks
// those whose upper case they are not.
std::string foreign_case_items(char32_t first, char32_t last) {
  constexpr std::string_view kDottedI = R"(\x{130})", kDotlessI = R"(\x{131})";
  constexpr std::string_view kLongS = R"(\x{17f})", kKelvin = R"(\x{212a})";
  const bool is_one = first == last;
  const auto has = [&](char32_t letter) { return holds(first, last, letter); };
  std::string items;
  if (has('i') || has('I')) items += kDotlessI;
  if (has('i') || (is_one && has('I'))) items += kDottedI;
  if (has('s') || has('S')) items += kLongS;
  if (has('k') || (is_one && has('K'))) items += kKelvin;
  return items;
}

// java.util.regex.Pattern "CASE_INSENSITIVE": ASCII letters only, unless UNICODE_CASE is set.
CharSet range_set(char32_t first, char32_t last, const JavaRegexFlags& flags) {
  constexpr char32_t kLastAscii = 0x7F;
  constexpr char32_t kSharpS = 0xDF;  // of which Java knows no upper case
  const bool has_cases = flags.ignore_case && (first != last || first != kSharpS);
  if (!has_cases) return CharSet::of(char_range_item(first, last));
  if (!flags.unicode_case)
    return CharSet::of(char_range_item(first, last) + other_case_items(first, last));
  CharSet set;
  if (first <= kLastAscii) {
    const char32_t end = std::min(last, kLastAscii);
    set = CharSet::of(char_range_item(first, end) + other_case_items(first, end) +
                      foreign_case_items(first, end));
  }
  if (last > kLastAscii)
    set.unite(
        CharSet::of_any_case(char_range_item(std::max<char32_t>(first, kLastAscii + 1), last)));
  return set;
}

class ClassReader {
 public:
  ClassReader(JavaRegexText& text, const JavaRegexFlags& flags) : text_(text), flags_(flags) {}

  enum class Closing { Read, LeftThere };
  CharSet read(Closing closing);

 private:
  // One pair of brackets, or what stands on the right of &&.
  struct Level {
    std::optional<CharSet> set;
    std::optional<CharSet> last;  // the last part of it
    CharSet characters;           // plain ones, which come to the set at the end or at &&
    bool has_characters = false;

    void add(CharSet part);
    void add_characters();
  };

  void read_item(Level& level);
  void read_character(Level& level);
  // Whether there was a second & behind the first.
  bool read_intersection(Level& level);
  std::optional<CharSet> read_right_side();
  std::optional<char32_t> character_escape(char32_t letter, bool begins_range);

  JavaRegexText& text_;
  const JavaRegexFlags& flags_;
  std::size_t depth_ = 0;
};

void ClassReader::Level::add(CharSet part) {
  if (set) {
    set->unite(part);
  } else {
    set = part;
  }
  last = std::move(part);
}

void ClassReader::Level::add_characters() {
  if (!has_characters) return;
  has_characters = false;
  if (set) {
    set->unite(characters);
  } else {
    set = last = characters;
  }
}

CharSet ClassReader::read(Closing closing) {
  if (++depth_ > kClassDepth) text_.refuse();
  Level level;
  char32_t c = text_.next();
  const bool is_negated = c == '^' && text_.follows('[');
  if (is_negated) c = text_.next();
  for (; !text_.at_end(); c = text_.peek()) {
    if (c == '[') {
      level.add(read(Closing::Read));
    } else if (c == '&' && read_intersection(level)) {
      continue;
    } else if (c == ']' && (level.set || level.has_characters)) {
      break;
    } else {
      read_item(level);
    }
  }
  if (text_.at_end()) text_.refuse();
  if (closing == Closing::Read) text_.next();
  level.add_characters();
  --depth_;
  if (!level.set) return {};
  return is_negated ? level.set->negated() : *level.set;
}

// java.util.regex.Pattern: everything up to the closing bracket or to the next && is on the right.
bool ClassReader::read_intersection(Level& level) {
  if (text_.next() != '&') {
    text_.unread();
    return false;
  }
  text_.next();
  std::optional<CharSet> right = read_right_side();
  level.add_characters();
  if (right) level.last = right;
  // `[a&&]` is what it is without &&, but `[&&]` is nothing.
  if (!level.last) {
    text_.refuse();
  } else if (level.set) {
    level.set->intersect(*level.last);
    if (level.set->bytes() > kClassBytes) text_.refuse();
  } else {
    level.set = level.last;
  }
  return true;
}

std::optional<CharSet> ClassReader::read_right_side() {
  std::optional<CharSet> right;
  for (char32_t c = text_.peek(); c != ']' && c != '&' && !text_.at_end(); c = text_.peek()) {
    if (c != '[') text_.unread();
    const CharSet part = read(c == '[' ? Closing::Read : Closing::LeftThere);
    if (right) {
      right->unite(part);
    } else {
      right = part;
    }
  }
  return right;
}

void ClassReader::read_item(Level& level) {
  if (text_.peek() != '\\') return read_character(level);
  const char32_t letter = text_.raw(1);
  if (letter == 'p' || letter == 'P') return level.add(read_java_regex_property(text_, flags_));
  // Between two characters \v is one, elsewhere it is a set.
  const bool is_range = text_.raw(2) == '-';
  const auto set = java_regex_predefined(letter, flags_);
  if (!set || (letter == 'v' && is_range)) return read_character(level);
  text_.skip();
  level.add(*set);
}

std::optional<char32_t> ClassReader::character_escape(char32_t letter, bool begins_range) {
  if (letter == 'v' && begins_range) return '\v';
  return text_.character_escape(letter);
}

void ClassReader::read_character(Level& level) {
  const auto read_one = [&](bool is_range) -> std::optional<char32_t> {
    if (text_.peek() != '\\') {
      const char32_t c = text_.peek();
      text_.next();
      return c;
    }
    return character_escape(text_.skip(), is_range);
  };
  const auto first = read_one(text_.raw(2) == '-');
  if (!first) return text_.refuse();
  const bool is_range = text_.peek() == '-' && text_.raw(1) != ']' && text_.raw(1) != '[';
  if (!is_range) {
    level.characters.unite(range_set(*first, *first, flags_));
    level.has_characters = true;
    level.last.reset();
    return;
  }
  text_.next();
  const auto last = read_one(true);
  if (!last || *last < *first) return text_.refuse();
  level.add(range_set(*first, *last, flags_));
}

}  // namespace

CharSet java_regex_character(char32_t c, const JavaRegexFlags& flags) {
  return range_set(c, c, flags);
}

CharSet read_java_regex_class(JavaRegexText& text, const JavaRegexFlags& flags) {
  return ClassReader(text, flags).read(ClassReader::Closing::Read);
}

CharSet read_java_regex_property(JavaRegexText& text, const JavaRegexFlags& flags) {
  const bool is_negated = text.next_raw() == 'P';
  std::u32string letters(1, text.next());
  if (letters[0] == '{') {
    text.next();
    letters = text.read_until('}');
  } else {
    text.read();
  }
  std::string name;
  for (const char32_t c : letters) {
    if (c >= 0x80) text.refuse();
    name += static_cast<char>(c);
  }
  const auto set = java_regex_property(name, flags);
  if (!set) {
    text.refuse();
    return {};
  }
  return is_negated ? set->negated() : *set;
}

}  // namespace sfn::jsonpath
