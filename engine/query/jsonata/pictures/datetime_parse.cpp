// From text to times by pictures.
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "engine/query/jsonata/pictures/calendar.h"
#include "engine/query/jsonata/pictures/datetime_picture.h"
#include "engine/query/jsonata/regex/pattern.h"
#include "engine/query/jsonata/regex/regex.h"

namespace sfn::query::jsonata {
namespace {

using Components = std::map<char, double>;
using Primary = IntegerPicture::Primary;

// Words with the same first letter stand together behind it, so that few are tried at each place.
std::string words_pattern() {
  std::string pattern = "(?:and";
  char letter = 0;
  for (const std::string& word : known_number_words()) {
    if (word[0] == letter) {
      pattern += "|";
    } else {
      if (letter != 0) pattern += ")";
      letter = word[0];
      pattern += std::string("|") + letter + "(?:";
    }
    pattern += word.substr(1);
  }
  return pattern + ")|[\\-, ])+";
}

// Letters match in either case.
std::string integer_pattern(const DateTimePart& part) {
  switch (part.integer.primary) {
    case Primary::Letters:
      return "[a-z]+";
    case Primary::Roman:
      return "[mdclxvi]+";
    case Primary::Words: {
      static const std::string kPattern = words_pattern();
      return kPattern;
    }
    default:
      break;
  }
  const std::string digits =
      part.exact_width ? "[0-9]{" + std::to_string(*part.exact_width) + "}" : "[0-9]+";
  return part.integer.is_ordinal ? digits + "(?:th|st|nd|rd)" : digits;
}

Result<std::string, PictureError> pattern_of(const DateTimePart& part) {
  if (part.component == 0) {
    std::string pattern;
    for (const char c : part.literal) {
      if (std::string_view(".*+?^${}()|[]\\/").find(c) != std::string_view::npos) pattern += '\\';
      pattern += c;
    }
    return pattern;
  }
  if (part.component == 'Z' || part.component == 'z') {
    const std::string gmt = part.component == 'z' ? "GMT" : "";
    return gmt + "[-+][0-9]+" + (part.integer.regular_distance > 0 ? ".[0-9]+" : "");
  }
  if (part.is_integer) return integer_pattern(part);
  if (std::string_view("MxFP").find(part.component) == std::string_view::npos)
    return sfn::unexpected(PictureError{Code::D3133, std::string(1, part.component)});
  return std::string("[a-z]+");
}

// Minutes; hours and minutes have the sign in front of them.
double value_of_offset(const DateTimePart& part, std::string_view text) {
  if (part.component == 'z') text.remove_prefix(3);
  const bool is_negative = text[0] == '-';
  text.remove_prefix(1);
  const auto number = [](std::string_view digits) {
    double value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
  };
  const std::size_t separator = text.find_first_not_of("0123456789");
  double minutes = 0;
  if (separator != std::string_view::npos) {
    minutes = number(text.substr(0, separator)) * 60 + number(text.substr(separator + 1));
  } else if (text.size() <= 2) {
    minutes = number(text) * 60;
  } else {
    minutes = number(text.substr(0, 2)) * 60 + number(text.substr(2));
  }
  return is_negative ? -minutes : minutes;
}

// The place of a month or a day by its name, or by the beginning that the picture has of it; NaN
// where there is none of that name, capitals included.
double value_of_name(const DateTimePart& part, const std::string& name) {
  const bool is_month = part.component == 'M' || part.component == 'x';
  const std::size_t most = is_month ? 12 : 7;
  for (std::size_t place = 1; place <= most; ++place) {
    const std::string_view known = is_month ? month_name(place) : day_name(place);
    if (known.substr(0, part.most_width.value_or(std::string_view::npos)) == name)
      return static_cast<double>(place);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// Half a day, in capitals or none of them.
double value_of_half_day(const std::string& name) {
  if (name == "am" || name == "AM") return 0;
  return name == "pm" || name == "PM" ? 1 : std::numeric_limits<double>::quiet_NaN();
}

// Milliseconds from the digits behind the point.
double value_of_fraction(std::string_view digits) {
  std::string three(digits.substr(0, 3));
  three.resize(3, '0');
  return std::atoi(three.c_str());
}

Result<double, PictureError> value_of(const DateTimePart& part, const std::string& text) {
  if (part.component == 'Z' || part.component == 'z') return value_of_offset(part, text);
  if (part.component == 'P') return value_of_half_day(text);
  if (!part.is_integer) return value_of_name(part, text);
  if (part.component == 'f' && part.integer.primary == Primary::Decimal)
    return value_of_fraction(text);
  return parse_integer(text, part.integer);
}

// Compiling a pattern costs much more than matching it, and expressions use the same picture again
// and again. The few that were used last stay, for each thread.
std::optional<Regex> compiled(const std::string& pattern) {
  constexpr std::size_t kMostPatterns = 32, kLongestPattern = 4096;
  thread_local std::map<std::string, Regex> known;
  if (const auto found = known.find(pattern); found != known.end()) return found->second;
  auto regex = Regex::compile(pattern, "i");
  if (!regex || pattern.size() > kLongestPattern) return regex;
  if (known.size() == kMostPatterns) known.clear();
  known.emplace(pattern, *regex);
  return regex;
}

Result<std::optional<Components>, PictureError> read_components(std::string_view text,
                                                                const DateTimePicture& picture,
                                                                Budget& budget) {
  std::string pattern = "^";
  for (const DateTimePart& part : picture) {
    SFN_TRY(const std::string one, pattern_of(part));
    pattern += "(" + one + ")";
    if (pattern.size() > kMostPatternBytes) return std::nullopt;
  }
  const auto regex = compiled(pattern + "$");
  RegexMatch match;
  if (!regex || regex->match(text, 0, match, budget) != Regex::Result::Yes) return std::nullopt;
  Components components;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    if (picture[i].component == 0) continue;
    const RegexMatch::Span& group = match.groups[i + 1];
    SFN_TRY(const double value,
            value_of(picture[i], std::string(text.substr(group.begin, group.end - group.begin))));
    const bool is_name = !picture[i].is_integer && std::isnan(value);
    if (!is_name) components[picture[i].component] = value;
  }
  return components;
}

// Which set of components a date or a time is given by: only some of these, and at least one.
bool is_given_by(const Components& components, std::string_view candidates,
                 std::string_view known) {
  bool has_one = false;
  for (const char component : known) {
    const auto found = components.find(component);
    if (found == components.end() || found->second == 0) continue;
    if (candidates.find(component) == std::string_view::npos) return false;
    has_one = true;
  }
  return has_one;
}

// What is left out: now on the left of what there is, the first possible one on its right. False
// where something is left out in between.
bool fill_in(Components& components, std::string_view order, std::int64_t now) {
  bool has_begun = false, has_ended = false;
  for (const char component : order) {
    if (components.contains(component)) {
      if (has_ended) return false;
      has_begun = true;
    } else if (has_begun) {
      components[component] = component == 'M' || component == 'D' || component == 'd' ? 1 : 0;
      has_ended = true;
    } else {
      components[component] = component_value(now, component);
    }
  }
  return true;
}

double to_milliseconds(Components components, bool has_day_of_year, bool has_half_days) {
  for (const auto& [component, value] : components) {
    constexpr double kMost = 1e7;
    if (!(std::fabs(value) < kMost)) return std::numeric_limits<double>::quiet_NaN();
  }
  const auto whole = [&](char component) {
    return static_cast<std::int64_t>(components[component]);
  };
  std::int64_t year = whole('Y');
  if (year >= 0 && year <= 99) year += 1900;  // ECMAScript "Date.UTC"
  const std::int64_t days =
      has_day_of_year ? days_since_epoch(year, 1, whole('d'))
                      : days_since_epoch(year, std::max<std::int64_t>(whole('M'), 1), whole('D'));
  std::int64_t hour = whole('H');
  if (has_half_days) hour = (whole('h') == 12 ? 0 : whole('h')) + (whole('P') == 1 ? 12 : 0);
  const std::int64_t offset = whole('Z') != 0 ? whole('Z') : whole('z');
  const std::int64_t seconds = (hour * 60 + whole('m') - offset) * 60 + whole('s');
  const double result = static_cast<double>(days) * static_cast<double>(kMillisecondsPerDay) +
                        static_cast<double>(seconds * 1000 + whole('f'));
  return std::fabs(result) <= kMostMilliseconds ? result : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Result<std::optional<double>, PictureError> parse_datetime(std::string_view text,
                                                           const DateTimePicture& picture,
                                                           WorkflowTime now, Budget& budget) {
  SFN_TRY(std::optional<Components> components, read_components(text, picture, budget));
  if (!components || components->empty()) return std::nullopt;
  constexpr std::string_view kDateComponents = "YXMxWwdD", kTimeComponents = "PHhmsf";
  const bool is_date = is_given_by(*components, "YMD", kDateComponents);
  const bool has_day_of_year = !is_date && is_given_by(*components, "Yd", kDateComponents);
  const bool has_month_week = is_given_by(*components, "Xxw", kDateComponents);
  const bool has_week = !has_month_week && is_given_by(*components, "XW", kDateComponents);
  const bool is_time = is_given_by(*components, "Hmsf", kTimeComponents);
  const bool has_half_days = !is_time && is_given_by(*components, "Phmsf", kTimeComponents);
  std::string order = has_day_of_year ? "YD" : has_month_week ? "XxwF" : has_week ? "XWF" : "YMD";
  order += has_half_days ? "Phmsf" : "Hmsf";
  const bool is_whole = fill_in(*components, order, to_epoch_milliseconds(now));
  // Weeks are written, but not read.
  if (!is_whole || has_month_week || has_week)
    return sfn::unexpected(PictureError{Code::D3136, {}});
  return to_milliseconds(*std::move(components), has_day_of_year, has_half_days);
}

}  // namespace sfn::query::jsonata
