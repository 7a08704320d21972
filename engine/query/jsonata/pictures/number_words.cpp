// Numbers in English words.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "engine/query/jsonata/letter_case.h"
#include "engine/query/jsonata/pictures/integer_picture.h"

namespace sfn::query::jsonata {
namespace {

constexpr auto kUnits = std::to_array<std::string_view>(
    {"Zero",     "One",     "Two",     "Three",     "Four",     "Five",    "Six",
     "Seven",    "Eight",   "Nine",    "Ten",       "Eleven",   "Twelve",  "Thirteen",
     "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"});
constexpr auto kUnitOrdinals = std::to_array<std::string_view>(
    {"Zeroth",     "First",     "Second",    "Third",       "Fourth",     "Fifth",     "Sixth",
     "Seventh",    "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",   "Thirteenth",
     "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"});
constexpr auto kTens = std::to_array<std::string_view>(
    {"Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"});
constexpr std::string_view kHundred = "Hundred";
constexpr auto kMagnitudes =
    std::to_array<std::string_view>({"Thousand", "Million", "Billion", "Trillion"});

enum class After : std::uint8_t { Nothing, Larger };

std::string ordinal_of_tens(std::string_view tens) {
  return std::string(tens.substr(0, tens.size() - 1)) + "ieth";
}

std::string words(double number, After after, bool is_ordinal) {
  const std::string joined_small = after == After::Larger ? " and " : "";
  const std::string joined_large = after == After::Larger ? ", " : "";
  if (number < 20) {
    const auto place = static_cast<std::size_t>(number);
    return joined_small + std::string(is_ordinal ? kUnitOrdinals[place] : kUnits[place]);
  }
  if (number < 100) {
    const std::string_view tens = kTens[static_cast<std::size_t>(number / 10) - 2];
    const double rest = std::fmod(number, 10);
    if (rest > 0)
      return joined_small + std::string(tens) + "-" + words(rest, After::Nothing, is_ordinal);
    return joined_small + (is_ordinal ? ordinal_of_tens(tens) : std::string(tens));
  }
  double factor = 100;
  std::string_view name = kHundred;
  if (number >= 1000) {
    factor = 1000;
    std::size_t magnitude = 0;
    while (magnitude + 1 < kMagnitudes.size() && number >= factor * 1000) {
      factor *= 1000;
      ++magnitude;
    }
    name = kMagnitudes[magnitude];
  }
  const double count = std::floor(number / factor);
  const double rest = number - count * factor;
  const std::string result =
      joined_large + words(count, After::Nothing, false) + " " + std::string(name);
  if (rest > 0) return result + words(rest, After::Larger, is_ordinal);
  return result + (is_ordinal ? "th" : "");
}

using WordValues = std::map<std::string, double, std::less<>>;

WordValues make_word_values() {
  WordValues values;
  const auto add = [&](std::string word, double value) {
    values.emplace(lower_cased(word), value);
  };
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    add(std::string(kUnits[i]), static_cast<double>(i));
    add(std::string(kUnitOrdinals[i]), static_cast<double>(i));
  }
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    add(std::string(kTens[i]), static_cast<double>((i + 2) * 10));
    add(ordinal_of_tens(kTens[i]), static_cast<double>((i + 2) * 10));
  }
  add(std::string(kHundred), 100);
  add(std::string(kHundred) + "th", 100);
  double magnitude = 1;
  for (const std::string_view name : kMagnitudes) {
    magnitude *= 1000;
    add(std::string(name), magnitude);
    add(std::string(name) + "th", magnitude);
  }
  return values;
}

const WordValues& word_values() {
  static const WordValues kValues = make_word_values();
  return kValues;
}

}  // namespace

std::string number_words(double integer, bool is_ordinal) {
  return words(integer, After::Nothing, is_ordinal);
}

std::vector<std::string> known_number_words() {
  std::vector<std::string> known;
  for (const auto& [word, value] : word_values()) known.push_back(word);
  // "eighteen" before "eight": who looks for them finds the right one first.
  std::reverse(known.begin(), known.end());
  return known;
}

double value_of_words(std::string_view text) {
  const WordValues& values = word_values();
  // Thousands and above begin a segment of their own; what is smaller multiplies or adds.
  std::vector<double> segments{0};
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = text.find_first_of(" ,-\t\n\r", at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (text.substr(end, 2) == ", ") at = end + 2;
    if (word == "and" || (word.empty() && at <= text.size())) continue;
    const auto known = values.find(word);
    const double value =
        known == values.end() ? std::numeric_limits<double>::quiet_NaN() : known->second;
    if (value < 100) {
      if (segments.back() >= 1000) segments.push_back(0);
      segments.back() += value;
    } else {
      segments.back() *= value;
    }
  }
  double sum = 0;
  for (const double segment : segments) sum += segment;
  return sum;
}

}  // namespace sfn::query::jsonata
