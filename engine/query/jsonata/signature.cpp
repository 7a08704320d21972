#include "engine/query/jsonata/signature.h"

#include <utility>

namespace sfn::query::jsonata {
namespace {

// For each parameter and each place among the arguments: whether the parameters from there on can
// take all the arguments from there on.
class Fits {
 public:
  Fits(std::span<const Parameter> parameters, std::span<const Value> arguments)
      : width_(arguments.size() + 1), fits_((parameters.size() + 1) * width_) {
    fits_[parameters.size() * width_ + arguments.size()] = true;
    for (std::size_t p = parameters.size(); p-- > 0;) {
      const Parameter::Repeat repeat = parameters[p].repeat;
      for (std::size_t a = width_; a-- > 0;) {
        const bool is_taken = a < arguments.size() && accepts(parameters[p], arguments[a]);
        bool fits = is_taken && at(p + 1, a + 1);
        if (repeat == Parameter::Repeat::Optional) fits = fits || at(p + 1, a);
        if (repeat == Parameter::Repeat::OnceOrMore) fits = fits || (is_taken && at(p, a + 1));
        fits_[p * width_ + a] = fits;
      }
    }
  }
  [[nodiscard]] bool at(std::size_t parameter, std::size_t argument) const {
    return fits_[parameter * width_ + argument];
  }

 private:
  std::size_t width_;
  std::vector<bool> fits_;
};

struct ItemTypeName {
  char letter;
  std::string_view name;
};
constexpr auto kItemTypeNames = std::to_array<ItemTypeName>({
    {'a', "arrays"},
    {'b', "booleans"},
    {'f', "functions"},
    {'n', "numbers"},
    {'o', "objects"},
    {'s', "strings"},
});

}  // namespace

char type_letter(const Value& value) {
  switch (value.tag()) {
    case Tag::Null:
      return 'l';
    case Tag::Boolean:
      return 'b';
    case Tag::Number:
    case Tag::LongNumber:
      return 'n';
    case Tag::String:
      return 's';
    case Tag::Array:
    case Tag::JsonArray:
    case Tag::Range:
      return 'a';
    case Tag::Object:
    case Tag::JsonObject:
      return 'o';
    case Tag::Function:
      return 'f';
    default:
      return 'm';
  }
}

bool accepts(const Parameter& parameter, const Value& value) {
  return (parameter.accepts & type_bit(type_letter(value))) != 0;
}

bool accepts_items(const Parameter& parameter, const Value& array) {
  if (parameter.item_type == 0) return true;
  if (!array.is_array()) {
    return parameter.is_simple_item && type_letter(array) == parameter.item_type;
  }
  const ArrayView items(array);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (type_letter(items[i]) != parameter.item_type) return false;
  }
  return true;
}

std::string_view item_type_name(const Parameter& parameter) {
  for (const ItemTypeName& row : kItemTypeNames) {
    if (row.letter == parameter.item_type) return row.name;
  }
  return {};
}

bool share_out(std::span<const Parameter> parameters, std::span<const Value> arguments,
               std::span<std::uint32_t> counts) {
  const Fits fits(parameters, arguments);
  if (!fits.at(0, 0)) return false;
  std::size_t next = 0;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const bool takes_one = next < arguments.size() && accepts(parameters[p], arguments[next]);
    counts[p] = 0;
    // As many as it can, as long as the rest fits.
    if (parameters[p].repeat == Parameter::Repeat::OnceOrMore) {
      while (next < arguments.size() && accepts(parameters[p], arguments[next]) &&
             (fits.at(p, next + 1) || fits.at(p + 1, next + 1))) {
        ++counts[p];
        if (!fits.at(p, ++next)) break;
      }
    } else if (takes_one && fits.at(p + 1, next + 1)) {
      counts[p] = 1;
      ++next;
    }
  }
  return true;
}

std::size_t first_misfit(std::span<const Parameter> parameters, std::span<const Value> arguments) {
  // The places that the parameters so far may have come to.
  std::vector<bool> reached(arguments.size() + 1);
  reached[0] = true;
  std::size_t good = 0;
  for (const Parameter& parameter : parameters) {
    std::vector<bool> next(arguments.size() + 1);
    bool is_any = false;
    for (std::size_t a = 0; a <= arguments.size(); ++a) {
      const bool is_taken = a > 0 && accepts(parameter, arguments[a - 1]);
      bool is_here = is_taken && reached[a - 1];
      if (parameter.repeat == Parameter::Repeat::Optional) is_here = is_here || reached[a];
      if (parameter.repeat == Parameter::Repeat::OnceOrMore && a > 0)
        is_here = is_here || (is_taken && next[a - 1]);
      next[a] = is_here;
      is_any = is_any || is_here;
    }
    if (!is_any) return good;
    reached = std::move(next);
    for (std::size_t a = 0; a <= arguments.size(); ++a) {
      if (reached[a]) good = a;
    }
  }
  return good;
}

}  // namespace sfn::query::jsonata
