#include "engine/query/jsonpath/java_regex.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/query/jsonpath/char_set.h"
#include "engine/query/jsonpath/java_regex_class.h"
#include "engine/query/jsonpath/java_regex_property.h"
#include "engine/query/jsonpath/java_regex_text.h"

namespace sfn::jsonpath {
namespace {

constexpr std::size_t kGroupDepth = 250;  // PCRE2's own limit
constexpr std::uint64_t kMostRepeats = 65'535;
constexpr std::string_view kNeverMatches = "(?!)";

// java.util.regex.Pattern "Line terminators".
constexpr std::string_view kLineEnds = R"(\n\r\x{85}\x{2028}\x{2029})";
constexpr std::string_view kLineBreak = R"((?:\r\n|[\n\x{b}\f\r\x{85}\x{2028}\x{2029}]))";
// Between the two characters of one line break no line begins or ends.
constexpr std::string_view kNotInsideBreak = R"((?!(?<=\r)\n))";

class Translator {
 public:
  Translator(std::string_view pattern, std::string_view flags) : text_(pattern, flags_) {
    for (const char letter : flags) flags_.set(static_cast<unsigned char>(letter), true);
  }
  std::optional<std::string> translate();

 private:
  void alternatives();
  void sequence();
  // One part with what repeats it.
  void part(char32_t c);
  void escape();
  void character(char32_t c);
  void group();
  // Whether a group was opened; false for flags alone.
  bool open_group();
  bool open_named_group(char32_t first);
  bool inline_flags();
  std::string group_name(char32_t first);
  void quantifier();
  void counted_quantifier();
  std::uint64_t count();
  void numbered_reference(std::size_t first_digit);
  void named_reference();
  void reference(std::size_t number);
  void drop_unknown_references();

  [[nodiscard]] std::string any_character() const;
  [[nodiscard]] std::string line_start() const;
  [[nodiscard]] std::string line_end(bool of_every_line) const;
  [[nodiscard]] std::string word_boundary(bool is_boundary) const;

  struct Reference {
    std::size_t place;
    std::size_t length;
    std::size_t number;
  };

  JavaRegexFlags flags_;
  JavaRegexText text_;
  std::string out_;
  std::size_t depth_ = 0;
  std::size_t lookbehinds_ = 0;  // around this place
  std::size_t groups_ = 0;
  std::map<std::string, std::size_t> names_;
  std::vector<Reference> early_references_;  // to groups that were not there yet
};

std::optional<std::string> Translator::translate() {
  alternatives();
  if (!text_.at_end() || text_.is_refused()) return std::nullopt;
  drop_unknown_references();
  return std::move(out_);
}

void Translator::alternatives() {
  sequence();
  while (text_.peek() == '|' && !text_.at_end()) {
    text_.next();
    out_ += '|';
    sequence();
  }
}

void Translator::sequence() {
  for (;;) {
    const char32_t c = text_.peek();
    if (text_.at_end() || c == '|' || c == ')') return;
    if (c == '(') {
      group();
    } else {
      part(c);
      quantifier();
    }
  }
}

void Translator::part(char32_t c) {
  const auto assertion = [&](const std::string& pattern) {
    text_.next();
    out_ += pattern;
  };
  switch (c) {
    case '[':
      out_ += read_java_regex_class(text_, flags_).text();
      return;
    case '\\':
      return escape();
    case '^':
      return assertion(line_start());
    case '$':
      return assertion(line_end(flags_.multiline));
    case '.':
      return assertion(any_character());
    case '*':
    case '+':
    case '?':
      return text_.refuse();
    case '{':
      // `a{1}{2}` and `{1}`: Java repeats the nothing in front.
      out_ += "(?:)";
      return;
    default:
      text_.next();
      return character(c);
  }
}

void Translator::character(char32_t c) {
  const bool has_cases = flags_.ignore_case && (is_ascii_letter(c) || flags_.unicode_case);
  const std::string plain = char_range_item(c, c);
  if (has_cases || plain.empty()) {
    out_ += java_regex_character(c, flags_).text();
  } else {
    out_ += plain;
  }
}

void Translator::escape() {
  if (text_.raw(1) == 'p' || text_.raw(1) == 'P') {
    out_ += read_java_regex_property(text_, flags_).text();
    return;
  }
  const char32_t letter = text_.skip();
  if (const auto set = java_regex_predefined(letter, flags_)) {
    out_ += set->text();
    return;
  }
  if (letter >= '1' && letter <= '9') return numbered_reference(letter - '0');
  switch (letter) {
    case 'A':
    case 'G':  // where the last match ended: there was none
      out_ += R"((?:\A))";
      return;
    case 'z':
      out_ += R"((?:\z))";
      return;
    case 'Z':
      out_ += line_end(false);
      return;
    case 'b':
    case 'B':
      out_ += word_boundary(letter == 'b');
      return;
    case 'R':
      out_ += kLineBreak;
      return;
    case 'X':
      out_ += R"(\X)";
      return;
    case 'k':
      return named_reference();
    default:
      break;
  }
  const auto c = text_.character_escape(letter);
  if (!c) return text_.refuse();
  character(*c);
}

std::string Translator::any_character() const {
  if (flags_.dot_all) return CharSet().negated().text();
  return flags_.unix_lines ? R"([^\n])" : fmt::format("[^{}]", kLineEnds);
}

// Assertions are in a group because Java lets them be repeated.
std::string Translator::line_start() const {
  if (!flags_.multiline) return R"((?:\A))";
  // java.util.regex.Pattern: no line begins at the end of the text, not even of an empty one.
  if (flags_.unix_lines) return R"((?:(?!\z)(?<![^\n])))";
  return fmt::format(R"((?:(?!\z)(?<![^{}]){}))", kLineEnds, kNotInsideBreak);
}

std::string Translator::line_end(bool of_every_line) const {
  if (flags_.unix_lines) return of_every_line ? R"((?=\n|\z))" : R"((?=\n?\z))";
  if (of_every_line) return fmt::format(R"((?:(?=[{}]|\z){}))", kLineEnds, kNotInsideBreak);
  return fmt::format(R"((?:(?=[{}]?\z|\r\n\z){}))", kLineEnds, kNotInsideBreak);
}

// java.util.regex.Pattern (JDK 17): the letters and digits of all scripts count, and marks that
// follow them. As PCRE2 looks back over a fixed length only, two marks are the most.
std::string Translator::word_boundary(bool is_boundary) const {
  const std::string word = "[" + java_regex_word_items(flags_) + "]";
  constexpr std::string_view kBase = R"([\p{L}\p{Nd}])";
  const std::string before = fmt::format(R"({0}|{1}\p{{Mn}}|{1}\p{{Mn}}{{2}})", word, kBase);
  const std::string after = fmt::format(R"({0}|(?<={1}|{1}\p{{Mn}})\p{{Mn}})", word, kBase);
  return fmt::format("(?(?<={})(?{}{})|(?{}{}))", before, is_boundary ? '!' : '=', after,
                     is_boundary ? '=' : '!', after);
}

void Translator::group() {
  if (++depth_ > kGroupDepth) text_.refuse();
  const JavaRegexFlags outside = flags_;
  const std::size_t lookbehinds = lookbehinds_;
  if (open_group()) {
    alternatives();
    if (text_.read() != ')') text_.refuse();
    flags_ = outside;
    lookbehinds_ = lookbehinds;
    out_ += ')';
    quantifier();
  }
  --depth_;
}

bool Translator::open_group() {
  if (text_.next() != '?') {
    ++groups_;
    out_ += '(';
    return true;
  }
  const char32_t kind = text_.skip();
  if (kind == ':' || kind == '=' || kind == '!' || kind == '>') {
    (out_ += "(?") += static_cast<char>(kind);
    return true;
  }
  if (kind != '<') {
    text_.unread();
    return inline_flags();
  }
  const char32_t first = text_.read();
  if (first != '=' && first != '!') return open_named_group(first);
  ++lookbehinds_;
  (out_ += "(?<") += static_cast<char>(first);
  return true;
}

bool Translator::open_named_group(char32_t first) {
  const bool is_new = names_.emplace(group_name(first), ++groups_).second;
  if (!is_new) text_.refuse();
  out_ += '(';
  return true;
}

std::string Translator::group_name(char32_t first) {
  if (!is_ascii_letter(first)) text_.refuse();
  std::string name;
  char32_t c = first;
  for (; is_ascii_letter(c) || is_ascii_digit(c); c = text_.read()) name += static_cast<char>(c);
  if (c != '>') text_.refuse();
  return name;
}

// `(?i-m)` is for the rest of the group around it, `(?i-m:` opens one of its own.
bool Translator::inline_flags() {
  constexpr char32_t kCanonicalEquivalence = 'c';  // taken and not heeded
  bool on = true;
  for (char32_t c = text_.peek();; c = text_.next()) {
    if (c == '-' && on) {
      on = false;
    } else if (flags_.find(c) != nullptr) {
      flags_.set(c, on);
    } else if (c != kCanonicalEquivalence) {
      break;
    }
  }
  const char32_t end = text_.read();
  if (end == ')') return false;
  if (end != ':') text_.refuse();
  out_ += "(?:";
  return true;
}

void Translator::quantifier() {
  const char32_t c = text_.peek();
  if (c == '{') {
    counted_quantifier();
  } else if (c == '?' || c == '*' || c == '+') {
    out_ += static_cast<char>(c);
    text_.next();
  } else {
    return;
  }
  const char32_t kind = text_.peek();
  if (kind != '?' && kind != '+') return;
  out_ += static_cast<char>(kind);
  text_.next();
}

std::uint64_t Translator::count() {
  if (!is_ascii_digit(text_.peek())) text_.refuse();
  std::uint64_t value = 0;
  while (is_ascii_digit(text_.peek())) {
    value = value * 10 + (text_.read() - '0');
    if (value > INT32_MAX) text_.refuse();
  }
  return value;
}

// {n}, {n,} or {n,m}
void Translator::counted_quantifier() {
  if (!is_ascii_digit(text_.next_raw())) return text_.refuse();
  const std::uint64_t fewest = count();
  if (fewest > kMostRepeats) text_.refuse();
  out_ += fmt::format("{{{}", fewest);
  if (text_.peek() == ',') {
    out_ += ',';
    const bool has_most = text_.next() != '}';
    const std::uint64_t most = has_most ? count() : fewest;
    if (most < fewest) text_.refuse();
    if (has_most && most <= kMostRepeats) out_ += std::to_string(most);
  }
  if (text_.read() != '}') text_.refuse();
  out_ += '}';
}

// java.util.regex.Pattern "Back references": as many digits as name a group there was.
void Translator::numbered_reference(std::size_t first_digit) {
  std::size_t number = first_digit;
  for (char32_t c = text_.peek(); is_ascii_digit(c); c = text_.peek()) {
    const std::size_t longer = number * 10 + (c - '0');
    if (longer > groups_) break;
    number = longer;
    text_.read();
  }
  reference(number);
}

void Translator::named_reference() {
  if (text_.read() != '<') text_.refuse();
  const auto group = names_.find(group_name(text_.read()));
  if (group == names_.end()) return text_.refuse();
  reference(group->second);
}

// java.util.regex.Pattern: a lookbehind has an obvious maximum length, which a reference has not.
void Translator::reference(std::size_t number) {
  if (lookbehinds_ > 0) return text_.refuse();
  std::string pattern = fmt::format("\\g{{{}}}", number);
  if (flags_.ignore_case) pattern = "(?i:" + pattern + ")";
  if (number > groups_) early_references_.push_back({out_.size(), pattern.size(), number});
  out_ += pattern;
}

// Java takes a reference to a group that is not there, and never finds it.
void Translator::drop_unknown_references() {
  for (auto at = early_references_.rbegin(); at != early_references_.rend(); ++at) {
    if (at->number > groups_) out_.replace(at->place, at->length, kNeverMatches);
  }
}

}  // namespace

bool is_java_regex_flag(char letter) {
  return JavaRegexFlags().find(static_cast<unsigned char>(letter)) != nullptr;
}

std::optional<std::string> pcre_of_java_regex(std::string_view pattern, std::string_view flags) {
  return Translator(pattern, flags).translate();
}

}  // namespace sfn::jsonpath
