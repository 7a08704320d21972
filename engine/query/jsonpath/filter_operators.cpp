#include "engine/query/jsonpath/filter_operators.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/overloaded.h"
#include "engine/query/jsonpath/java_value.h"

namespace sfn::jsonpath {
namespace {

Unexpected<FilterFailure> filter_failure(FilterFailure::Kind kind, std::string message) {
  return Unexpected<FilterFailure>(FilterFailure{kind, std::move(message)});
}
Unexpected<FilterFailure> mismatch(std::string message) {
  return filter_failure(FilterFailure::Kind::Mismatch, std::move(message));
}

bool is_document(const FilterValue& value) {
  return std::holds_alternative<Json>(value) || std::holds_alternative<JsonLiteral>(value);
}

// The JSON of an operand; precondition: is_document().
Result<Json, FilterFailure> document_of(const FilterValue& value) {
  if (const auto* const json = std::get_if<Json>(&value)) return *json;
  const auto& literal = std::get<JsonLiteral>(value);
  if (!literal.parsed->value) {
    return filter_failure(FilterFailure::Kind::Error, literal.parsed->value.error());
  }
  return *literal.parsed->value;
}

// The elements of an operand, nullopt where it is an object.
Result<std::optional<FilterValues>, FilterFailure> elements_of(const FilterValue& value) {
  if (!is_document(value)) return mismatch("Expected value list node");
  SFN_TRY(const Json json, document_of(value));
  if (!json.is_array()) return std::nullopt;
  if (const auto* const literal = std::get_if<JsonLiteral>(&value)) {
    SFN_TRY(FilterValues known, literal->parsed->list);
    return known;
  }
  SFN_TRY(FilterValues values, list_values(json.items()));
  return values;
}

// Each look at an element counts, so that long lists against long lists end in time.
Result<bool, FilterFailure> contains_equal(const FilterValues& list, const FilterValue& wanted,
                                           query::Budget& budget) {
  if (!budget.take_step(1 + list.size())) return filter_failure(FilterFailure::Kind::Stopped, {});
  return std::any_of(list.begin(), list.end(),
                     [&](const FilterValue& item) { return equal(wanted, item); });
}

FilterOutcome apply_equal(const FilterValue& left, const FilterValue& right,
                          query::Budget& budget) {
  if (!is_document(left) || !is_document(right)) return equal(left, right);
  SFN_TRY(const Json other, document_of(right));
  // Jayway compares the text of a literal on the left with the value on the right: never equal.
  const auto* const json = std::get_if<Json>(&left);
  if (json == nullptr) return false;
  const auto* const literal = std::get_if<JsonLiteral>(&right);
  if (literal != nullptr && literal->parsed->has_big_decimal) return false;
  const std::size_t size = other.is_array() ? other.items().size() : other.members().size();
  if (!budget.take_step(1 + size)) return filter_failure(FilterFailure::Kind::Stopped, {});
  return java_equal(*json, other);
}

FilterOutcome apply_not_equal(const FilterValue& left, const FilterValue& right,
                              query::Budget& budget) {
  SFN_TRY(const bool same, apply_equal(left, right, budget));
  return !same;
}

bool same_kind(const FilterValue& left, const FilterValue& right) {
  return (is_document(left) && is_document(right)) || left.index() == right.index();
}
FilterOutcome apply_same_type_equal(const FilterValue& left, const FilterValue& right,
                                    query::Budget& budget) {
  return same_kind(left, right) ? apply_equal(left, right, budget) : FilterOutcome(false);
}
FilterOutcome apply_same_type_not_equal(const FilterValue& left, const FilterValue& right,
                                        query::Budget& budget) {
  SFN_TRY(const bool same, apply_same_type_equal(left, right, budget));
  return !same;
}

// Numbers among themselves and strings among themselves have an order, nothing else has.
std::partial_ordering order(const FilterValue& left, const FilterValue& right) {
  return std::visit(Overloaded{
                        [](const FilterNumber& x, const FilterNumber& y) -> std::partial_ordering {
                          return x <=> y;
                        },
                        [](const Text& x, const Text& y) -> std::partial_ordering {
                          return java_compare(x.view(), y.view()) <=> 0;
                        },
                        [](const auto&, const auto&) { return std::partial_ordering::unordered; },
                    },
                    left, right);
}
FilterOutcome apply_less(const FilterValue& left, const FilterValue& right, query::Budget&) {
  return order(left, right) < 0;
}
FilterOutcome apply_less_or_equal(const FilterValue& left, const FilterValue& right,
                                  query::Budget&) {
  return order(left, right) <= 0;
}
FilterOutcome apply_greater(const FilterValue& left, const FilterValue& right, query::Budget&) {
  return order(left, right) > 0;
}
FilterOutcome apply_greater_or_equal(const FilterValue& left, const FilterValue& right,
                                     query::Budget&) {
  return order(left, right) >= 0;
}

std::string regex_input(const FilterValue& value) {
  return std::visit(Overloaded{
                        [](const Text& text) { return std::string(text.view()); },
                        [](const FilterNumber& number) { return number.text(); },
                        [](bool flag) { return std::string(flag ? "true" : "false"); },
                        [](const auto&) { return std::string(); },
                    },
                    value);
}

FilterOutcome matches_one(const Regex& regex, const FilterValue& value, query::Budget& budget) {
  const std::string text = regex_input(value);
  const Regex::Match match = regex.matches(text, budget);
  if (match == Regex::Match::GaveUp) {
    return filter_failure(FilterFailure::Kind::Stopped, {});
  }
  return match == Regex::Match::Yes;
}

FilterOutcome apply_regex(const FilterValue& left, const FilterValue& right,
                          query::Budget& budget) {
  const auto* regex = std::get_if<Regex>(&left);
  const FilterValue& value = regex != nullptr ? right : left;
  if (regex == nullptr) regex = std::get_if<Regex>(&right);
  if (regex == nullptr || std::holds_alternative<Regex>(value)) return false;
  if (!is_document(value)) return matches_one(*regex, value, budget);
  SFN_TRY(const auto list, elements_of(value));
  if (!list) return matches_one(*regex, value, budget);
  for (const FilterValue& item : *list) {
    SFN_TRY(const bool found, matches_one(*regex, item, budget));
    if (found) return true;
  }
  return false;
}

FilterOutcome apply_in(const FilterValue& left, const FilterValue& right, query::Budget& budget) {
  SFN_TRY(const auto list, elements_of(right));
  return list ? contains_equal(*list, left, budget) : FilterOutcome(false);
}
FilterOutcome apply_not_in(const FilterValue& left, const FilterValue& right,
                           query::Budget& budget) {
  SFN_TRY(const bool in, apply_in(left, right, budget));
  return !in;
}

FilterOutcome apply_contains(const FilterValue& left, const FilterValue& right,
                             query::Budget& budget) {
  const auto* const text = std::get_if<Text>(&left);
  const auto* const part = std::get_if<Text>(&right);
  if (text != nullptr && part != nullptr)
    return text->view().find(part->view()) != std::string_view::npos;
  if (!is_document(left)) return false;
  SFN_TRY(const auto list, elements_of(left));
  return list ? contains_equal(*list, right, budget) : FilterOutcome(false);
}

// How many elements of the left list are in the right one, of how many; nullopt where one is no
// list.
struct Overlap {
  std::size_t shared = 0;
  std::size_t all = 0;
};
Result<std::optional<Overlap>, FilterFailure> overlap(const FilterValue& left,
                                                      const FilterValue& right,
                                                      query::Budget& budget) {
  SFN_TRY(const auto in, elements_of(right));
  if (!in) return std::nullopt;
  SFN_TRY(const auto list, elements_of(left));
  if (!list) return std::nullopt;
  Overlap result{.shared = 0, .all = list->size()};
  for (const FilterValue& item : *list) {
    SFN_TRY(const bool found, contains_equal(*in, item, budget));
    if (found) ++result.shared;
  }
  return result;
}
FilterOutcome apply_subset_of(const FilterValue& left, const FilterValue& right,
                              query::Budget& budget) {
  SFN_TRY(const auto found, overlap(left, right, budget));
  return found && found->shared == found->all;
}
FilterOutcome apply_any_of(const FilterValue& left, const FilterValue& right,
                           query::Budget& budget) {
  SFN_TRY(const auto found, overlap(left, right, budget));
  return found && found->shared > 0;
}
FilterOutcome apply_none_of(const FilterValue& left, const FilterValue& right,
                            query::Budget& budget) {
  SFN_TRY(const auto found, overlap(left, right, budget));
  return found && found->shared == 0;
}

FilterOutcome apply_size(const FilterValue& left, const FilterValue& right, query::Budget&) {
  const auto* const number = std::get_if<FilterNumber>(&right);
  if (number == nullptr) return false;
  const auto expected = static_cast<std::int64_t>(number->int_value());
  if (const auto* const text = std::get_if<Text>(&left)) {
    return static_cast<std::int64_t>(java_length(text->view())) == expected;
  }
  if (!is_document(left)) return false;
  SFN_TRY(const Json json, document_of(left));
  return (json.is_array() ? static_cast<std::int64_t>(json.items().size()) : -1) == expected;
}

FilterOutcome apply_empty(const FilterValue& left, const FilterValue& right, query::Budget&) {
  if (!std::holds_alternative<Text>(left) && !is_document(left)) return false;
  bool empty = false;
  if (const auto* const text = std::get_if<Text>(&left)) {
    empty = text->view().empty();
  } else {
    SFN_TRY(const Json json, document_of(left));
    // A slip of Jayway that its answers show.
    if (json.is_object()) {
      return filter_failure(
          FilterFailure::Kind::Error,
          "class java.util.LinkedHashMap cannot be cast to class java.util.Collection "
          "(java.util.LinkedHashMap and java.util.Collection are in module java.base of loader "
          "'bootstrap')");
    }
    empty = json.items().empty();
  }
  const auto* const wanted = std::get_if<bool>(&right);
  if (wanted == nullptr) return mismatch("Expected boolean node");
  return empty == *wanted;
}

FilterOutcome apply_exists(const FilterValue& left, const FilterValue& right, query::Budget&) {
  const auto* const x = std::get_if<bool>(&left);
  const auto* const y = std::get_if<bool>(&right);
  if (x == nullptr && y == nullptr) {
    return filter_failure(FilterFailure::Kind::Error, "Failed to evaluate exists expression");
  }
  if (x == nullptr || y == nullptr) return mismatch("Expected boolean node");
  return *x == *y;
}

// Their right operands (lists, classes and predicates of Java) cannot be written in a path.
FilterOutcome apply_all(const FilterValue&, const FilterValue&, query::Budget&) {
  return mismatch("Expected value list node");
}
FilterOutcome apply_type(const FilterValue&, const FilterValue&, query::Budget&) {
  return mismatch("Expected class node");
}
FilterOutcome apply_matches(const FilterValue&, const FilterValue&, query::Budget&) {
  return mismatch("Expected predicate node");
}

constexpr auto kFilterOperators = std::to_array<FilterOperator>({
    {">=", &apply_greater_or_equal},
    {"<=", &apply_less_or_equal},
    {"==", &apply_equal},
    {"===", &apply_same_type_equal},
    {"!=", &apply_not_equal},
    {"!==", &apply_same_type_not_equal},
    {"<", &apply_less},
    {">", &apply_greater},
    {"=~", &apply_regex},
    {"NIN", &apply_not_in},
    {"IN", &apply_in},
    {"CONTAINS", &apply_contains},
    {"ALL", &apply_all},
    {"SIZE", &apply_size},
    {"EXISTS", &apply_exists},
    {"TYPE", &apply_type},
    {"MATCHES", &apply_matches},
    {"EMPTY", &apply_empty},
    {"SUBSETOF", &apply_subset_of},
    {"ANYOF", &apply_any_of},
    {"NONEOF", &apply_none_of},
});

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

const FilterOperator* find_filter_operator(std::string_view name) {
  std::string spelling(name);
  std::transform(spelling.begin(), spelling.end(), spelling.begin(), upper);
  const auto row = std::find_if(kFilterOperators.begin(), kFilterOperators.end(),
                                [&](const FilterOperator& op) { return op.name == spelling; });
  return row == kFilterOperators.end() ? nullptr : &*row;
}

}  // namespace sfn::jsonpath
