#include "engine/query/jsonata/pictures/number_picture.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "engine/query/jsonata/number_text.h"

namespace sfn::query::jsonata {
namespace {

using Characters = std::u32string_view;

// XPath "Splitting the picture string": the parts of one sub-picture.
struct SubPicture {
  std::u32string whole;
  std::u32string prefix;
  std::u32string suffix;
  std::u32string active;
  std::u32string mantissa;
  std::u32string integer;
  std::u32string fraction;
  std::optional<std::u32string> exponent;
};

// XPath "Analyzing the picture string".
struct PictureShape {
  std::vector<std::size_t> integer_groups;   // digits to the right of each separator, growing
  std::size_t regular_group = 0;             // 0: they are not at regular distances
  std::vector<std::size_t> fraction_groups;  // digits to the left of each separator, growing
  std::size_t least_integer = 0;
  std::size_t scaling = 0;
  std::size_t least_fraction = 0;
  std::size_t most_fraction = 0;
  std::size_t least_exponent = 0;
};

class NumberPicture {
 public:
  explicit NumberPicture(const DecimalFormat& format) : format_(format) {}

  Result<std::string, Code> apply(double value, Characters picture) const {
    std::vector<SubPicture> parts;
    for (const std::u32string& part : split(picture)) {
      parts.push_back(take_apart(part));
      if (parts.size() > 2) return sfn::unexpected(Code::D3080);
    }
    for (const SubPicture& part : parts) {
      if (const auto error = fault_of(part)) return sfn::unexpected(*error);
    }
    const bool is_negative = value < 0;
    const SubPicture& chosen = is_negative && parts.size() == 2 ? parts[1] : parts[0];
    std::u32string result = is_negative && parts.size() == 1 ? format_.minus_sign : U"";
    result += chosen.prefix;
    result += std::isnan(value)   ? format_.nan
              : std::isinf(value) ? format_.infinity
                                  : digits_of(std::fabs(value), chosen);
    result += chosen.suffix;
    return text_of(result);
  }

 private:
  [[nodiscard]] bool is_family_digit(char32_t c) const {
    const char32_t zero = format_.zero_digit.empty() ? U'0' : format_.zero_digit[0];
    return c >= zero && c < zero + 10;
  }
  [[nodiscard]] bool is_any_digit(char32_t c) const {
    return is_family_digit(c) || Characters(&c, 1) == format_.digit;
  }
  [[nodiscard]] bool is_active(char32_t c) const {
    const Characters one(&c, 1);
    return is_any_digit(c) || one == format_.decimal_separator ||
           one == format_.exponent_separator || one == format_.grouping_separator ||
           one == format_.pattern_separator;
  }
  [[nodiscard]] std::size_t count_family(Characters part) const {
    return static_cast<std::size_t>(
        std::count_if(part.begin(), part.end(), [&](char32_t c) { return is_family_digit(c); }));
  }
  [[nodiscard]] std::size_t count_digits(Characters part) const {
    return static_cast<std::size_t>(
        std::count_if(part.begin(), part.end(), [&](char32_t c) { return is_any_digit(c); }));
  }

  [[nodiscard]] std::vector<std::u32string> split(Characters picture) const {
    std::vector<std::u32string> parts;
    const Characters separator = format_.pattern_separator;
    for (;;) {
      const std::size_t at = separator.empty() ? Characters::npos : picture.find(separator);
      parts.emplace_back(picture.substr(0, at));
      if (at == Characters::npos) return parts;
      picture.remove_prefix(at + separator.size());
    }
  }

  [[nodiscard]] SubPicture take_apart(Characters whole) const {
    SubPicture part;
    part.whole = whole;
    const auto is_core = [&](char32_t c) {
      return is_active(c) && Characters(&c, 1) != format_.exponent_separator;
    };
    const auto first = std::find_if(whole.begin(), whole.end(), is_core);
    if (first == whole.end()) {  // nothing is a digit: all of it is in the wrong place
      part.active = part.mantissa = part.integer = whole;
      return part;
    }
    const auto last = std::find_if(whole.rbegin(), whole.rend(), is_core).base();
    const auto begin = static_cast<std::size_t>(first - whole.begin());
    const auto end = std::max(begin, static_cast<std::size_t>(last - whole.begin()));
    part.prefix = whole.substr(0, begin);
    part.suffix = whole.substr(end);
    part.active = whole.substr(begin, end - begin);
    part.mantissa = part.active;
    // An exponent without digits is found too, so that it can be refused.
    const std::size_t exponent = format_.exponent_separator.empty()
                                     ? Characters::npos
                                     : whole.find(format_.exponent_separator, begin);
    if (exponent != Characters::npos && exponent <= end) {
      part.mantissa = whole.substr(begin, exponent - begin);
      const std::size_t behind = exponent + format_.exponent_separator.size();
      part.exponent = behind < end ? whole.substr(behind, end - behind) : Characters{};
    }
    const std::size_t decimal = part.mantissa.find(format_.decimal_separator);
    part.integer = part.mantissa.substr(0, decimal);
    if (decimal != Characters::npos)
      part.fraction = part.mantissa.substr(decimal + format_.decimal_separator.size());
    return part;
  }

  // What is wrong with a sub-picture. Where several things are, the last one in the order of the
  // codes is told, as the reference implementation does.
  [[nodiscard]] std::optional<Code> fault_of(const SubPicture& part) const {
    std::optional<Code> fault;
    const auto check = [&](bool is_wrong, Code code) {
      if (is_wrong) fault = code;
    };
    const Characters whole = part.whole;
    const auto occurs = [&](const std::u32string& what) {
      return !what.empty() && whole.find(what) != Characters::npos;
    };
    const auto is_repeated = [&](const std::u32string& what) {
      return occurs(what) && whole.find(what) != whole.rfind(what);
    };
    const std::u32string& group = format_.grouping_separator;
    const std::u32string& point = format_.decimal_separator;
    check(is_repeated(point), Code::D3081);
    check(is_repeated(format_.percent), Code::D3082);
    check(is_repeated(format_.per_mille), Code::D3083);
    check(occurs(format_.percent) && occurs(format_.per_mille), Code::D3084);
    check(count_digits(part.mantissa) == 0, Code::D3085);
    check(!std::all_of(part.active.begin(), part.active.end(),
                       [&](char32_t c) { return is_active(c); }),
          Code::D3086);
    if (occurs(point)) {
      check(occurs(group + point) || occurs(point + group), Code::D3087);
    } else {
      check(!group.empty() && part.integer.size() >= group.size() &&
                part.integer.substr(part.integer.size() - group.size()) == group,
            Code::D3088);
    }
    check(occurs(group + group) && !group.empty(), Code::D3089);
    const std::size_t first_optional = part.integer.find(format_.digit);
    check(first_optional != Characters::npos &&
              count_family(Characters(part.integer).substr(0, first_optional)) > 0,
          Code::D3090);
    const std::size_t last_optional = part.fraction.rfind(format_.digit);
    check(last_optional != Characters::npos &&
              count_family(Characters(part.fraction).substr(last_optional)) > 0,
          Code::D3091);
    if (part.exponent) {
      check(!part.exponent->empty() && (occurs(format_.percent) || occurs(format_.per_mille)),
            Code::D3092);
      check(part.exponent->empty() || count_family(*part.exponent) < part.exponent->size(),
            Code::D3093);
    }
    return fault;
  }

  [[nodiscard]] PictureShape shape_of(const SubPicture& part) const {
    PictureShape shape;
    std::size_t digits = 0;
    for (std::size_t i = part.integer.size(); i-- > 0;) {
      if (is_any_digit(part.integer[i])) ++digits;
      if (Characters(part.integer).substr(i, 1) == format_.grouping_separator)
        shape.integer_groups.push_back(digits);
    }
    digits = 0;
    for (std::size_t i = 0; i < part.fraction.size(); ++i) {
      if (Characters(part.fraction).substr(i, 1) == format_.grouping_separator)
        shape.fraction_groups.push_back(digits);
      if (is_any_digit(part.fraction[i])) ++digits;
    }
    shape.regular_group = regular_distance(shape.integer_groups);
    shape.least_integer = count_family(part.integer);
    shape.scaling = shape.least_integer;
    shape.least_fraction = count_family(part.fraction);
    shape.most_fraction = count_digits(part.fraction);
    if (shape.least_integer == 0 && shape.most_fraction == 0) {
      if (part.exponent) {
        shape.least_fraction = shape.most_fraction = 1;
      } else {
        shape.least_integer = 1;
      }
    }
    if (part.exponent && shape.least_integer == 0 &&
        part.integer.find(format_.digit) != Characters::npos)
      shape.least_integer = 1;
    if (shape.least_integer == 0 && shape.least_fraction == 0) shape.least_fraction = 1;
    if (part.exponent) shape.least_exponent = count_family(*part.exponent);
    return shape;
  }

  // The distance between separators, if each of its multiples has one.
  static std::size_t regular_distance(const std::vector<std::size_t>& places) {
    std::size_t distance = 0;
    for (const std::size_t place : places) distance = std::gcd(distance, place);
    if (distance == 0) return 0;
    std::size_t multiple = 0;
    for (const std::size_t place : places) {
      if (place == (multiple + 1) * distance) ++multiple;
    }
    // Two at one place stand for one of the multiples that must be there.
    return multiple == places.size() ? distance : 0;
  }

  // XPath "Formatting the number", from the value on that is neither negative nor without bounds.
  [[nodiscard]] std::u32string digits_of(double value, const SubPicture& part) const {
    const PictureShape shape = shape_of(part);
    if (!format_.percent.empty() && part.whole.find(format_.percent) != Characters::npos) {
      value *= 100;
    } else if (!format_.per_mille.empty() &&
               part.whole.find(format_.per_mille) != Characters::npos) {
      value *= 1000;
    }
    int exponent = 0;
    if (shape.least_exponent > 0 && value > 0 && std::isfinite(value)) {
      const double most = std::pow(10, static_cast<double>(shape.scaling));
      const double least = std::pow(10, static_cast<double>(shape.scaling) - 1);
      for (; value < least; --exponent) value *= 10;
      for (; value > most; ++exponent) value /= 10;
    }
    const auto places = static_cast<int>(std::min<std::size_t>(shape.most_fraction, 400));
    const std::string digits = with_fixed_digits(round_half_even(value, places), places);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::u32string integer = in_family(std::string_view(digits).substr(0, point));
    std::u32string fraction =
        point < digits.size() ? in_family(std::string_view(digits).substr(point + 1)) : U"";
    const char32_t zero = format_.zero_digit.empty() ? U'0' : format_.zero_digit[0];
    integer.erase(0, std::min(integer.find_first_not_of(zero), integer.size()));
    fraction.resize(fraction.find_last_not_of(zero) + 1);
    if (integer.size() < shape.least_integer)
      integer.insert(0, shape.least_integer - integer.size(), zero);
    if (fraction.size() < shape.least_fraction)
      fraction.append(shape.least_fraction - fraction.size(), zero);
    group_integer(integer, shape);
    group_fraction(fraction, shape);
    std::u32string result = integer;
    if (part.whole.find(format_.decimal_separator) != Characters::npos && !fraction.empty())
      result += format_.decimal_separator + fraction;
    if (part.exponent) {
      std::u32string written = in_family(std::to_string(std::abs(exponent)));
      if (written.size() < shape.least_exponent)
        written.insert(0, shape.least_exponent - written.size(), zero);
      result += format_.exponent_separator;
      if (exponent < 0) result += format_.minus_sign;
      result += written;
    }
    return result;
  }

  [[nodiscard]] std::u32string in_family(std::string_view digits) const {
    const char32_t zero = format_.zero_digit.empty() ? U'0' : format_.zero_digit[0];
    std::u32string result;
    for (const char digit : digits) result += zero + static_cast<char32_t>(digit - '0');
    return result;
  }

  // From the right on, and turned round in the end.
  void group_integer(std::u32string& integer, const PictureShape& shape) const {
    std::u32string separator = format_.grouping_separator;
    std::reverse(separator.begin(), separator.end());
    std::u32string grouped;
    std::size_t next = 0;
    for (std::size_t written = 0; written < integer.size(); ++written) {
      if (shape.regular_group > 0) {
        if (written > 0 && written % shape.regular_group == 0) grouped += separator;
      } else {
        for (; next < shape.integer_groups.size() && shape.integer_groups[next] <= written; ++next)
          grouped += separator;
      }
      grouped += integer[integer.size() - 1 - written];
    }
    std::reverse(grouped.begin(), grouped.end());
    integer = std::move(grouped);
  }
  void group_fraction(std::u32string& fraction, const PictureShape& shape) const {
    std::u32string grouped;
    std::size_t next = 0;
    for (std::size_t written = 0; written < fraction.size(); ++written) {
      for (; next < shape.fraction_groups.size() && shape.fraction_groups[next] <= written; ++next)
        grouped += format_.grouping_separator;
      grouped += fraction[written];
    }
    fraction = std::move(grouped);
  }

  const DecimalFormat& format_;
};

}  // namespace

Result<std::string, Code> format_number(double value, std::u32string_view picture,
                                        const DecimalFormat& format) {
  return NumberPicture(format).apply(value, picture);
}

}  // namespace sfn::query::jsonata
