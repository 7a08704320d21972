#pragma once
// Signature: the types of a function's parameters, `<s-nn?:s>`. Of a call's arguments it says which
// one is wrong, takes the context in the place of an argument that is left out, and makes an array
// of what should be one. The type of the result is read over, as the reference implementation does.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/query/jsonata/arguments.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

struct Parameter {
  enum class Repeat : std::uint8_t { Once, Optional, OnceOrMore };

  std::uint8_t accepts = 0;  // a set of types, see type_bit
  Repeat repeat = Repeat::Once;
  bool is_array = false;        // what is none becomes an array of one
  bool takes_context = false;   // where the argument is left out
  char item_type = 0;           // of an array's items; 0: any
  bool is_simple_item = false;  // the item type is one letter: `a<n>`, not `a<a<n>>`
};

// The types by their letters: string, number, boolean, null, array, object, function, missing.
[[nodiscard]] constexpr std::uint8_t type_bit(char letter) {
  constexpr std::string_view kLetters = "snblaofm";
  const std::size_t place = kLetters.find(letter);
  return place == std::string_view::npos ? std::uint8_t{0} : static_cast<std::uint8_t>(1u << place);
}
[[nodiscard]] char type_letter(const Value& value);

template <std::size_t Most>
struct SignatureText {
  std::array<Parameter, Most> parameters{};
  std::size_t count = 0;
  std::optional<Code> refusal;
  std::size_t offset = 0;  // of what is refused
};

// Where the bracket that opens at a place is closed.
constexpr std::size_t closing_bracket(std::string_view text, std::size_t at, char close) {
  const char open = text[at];
  for (int depth = 0; at < text.size(); ++at) {
    if (text[at] == open) ++depth;
    if (text[at] == close && --depth == 0) break;
  }
  return at;
}

// The types that a letter stands for; none where it is no type.
[[nodiscard]] constexpr std::uint8_t accepted_types(char letter) {
  constexpr auto kAll = std::uint8_t{0xFF};
  switch (letter) {
    case 's':
    case 'n':
    case 'b':
    case 'l':
    case 'o':
      return static_cast<std::uint8_t>(type_bit(letter) | type_bit('m'));
    case 'f':
      return type_bit('f');
    case 'j':
      return static_cast<std::uint8_t>(kAll & ~type_bit('f'));
    case 'a':
    case 'x':
      return kAll;
    default:
      return 0;
  }
}

// Reads `<…>`; more parameters than `Most` are refused.
template <std::size_t Most>
constexpr SignatureText<Most> read_signature(std::string_view text) {
  SignatureText<Most> result;
  const auto refuse = [&](Code code, std::size_t at) {
    result.refusal = code;
    result.offset = at;
    return result;
  };
  for (std::size_t at = 1; at < text.size() && text[at] != ':'; ++at) {
    const char letter = text[at];
    const bool has_last = result.count > 0;
    const std::size_t last = has_last ? result.count - 1 : 0;
    Parameter next;
    next.accepts = accepted_types(letter);
    next.is_array = letter == 'a';
    if (letter == '(') {
      const std::size_t end = closing_bracket(text, at, ')');
      next.accepts = type_bit('m');
      for (std::size_t i = at + 1; i < end; ++i) {
        if (text[i] == '<') return refuse(Code::S0402, at);
        next.accepts = static_cast<std::uint8_t>(next.accepts | type_bit(text[i]));
      }
      at = end;
    } else if (letter == '<') {
      const bool is_array = has_last && result.parameters[last].is_array;
      const bool is_function = has_last && result.parameters[last].accepts == type_bit('f');
      if (!is_array && !is_function) return refuse(Code::S0401, at);
      const std::size_t end = closing_bracket(text, at, '>');
      if (is_array && at + 1 < end) {
        result.parameters[last].item_type = text[at + 1];
        result.parameters[last].is_simple_item = end == at + 2;
      }
      at = end;
    } else if (has_last && (letter == '-' || letter == '?')) {
      result.parameters[last].repeat = Parameter::Repeat::Optional;
      if (letter == '-') result.parameters[last].takes_context = true;
    } else if (has_last && letter == '+') {
      result.parameters[last].repeat = Parameter::Repeat::OnceOrMore;
    }
    if (next.accepts == 0) continue;
    if (result.count == Most) return refuse(Code::S0401, at);
    result.parameters[result.count++] = next;
  }
  return result;
}

inline constexpr std::size_t kMostParameters = 64;

struct Signature {
  std::vector<Parameter> parameters;
};

// What is wrong with a call's arguments.
struct ArgumentMismatch {
  Code code = Code::T0410;
  std::size_t index = 0;  // from 1
  Value value;
  std::string_view type;
};

// Puts the arguments into the form that the parameters ask for: one for each parameter, or a reason
// why that cannot be. `wrap` makes an array of one value.
template <typename Wrap>
[[nodiscard]] std::optional<ArgumentMismatch> fit_arguments(std::span<const Parameter> parameters,
                                                            Arguments& arguments,
                                                            const Value& context, Wrap&& wrap);

// How many arguments each parameter takes, from the first on and as many as it can; false where
// they do not fit.
[[nodiscard]] bool share_out(std::span<const Parameter> parameters,
                             std::span<const Value> arguments, std::span<std::uint32_t> counts);
// The first argument that no parameter takes.
[[nodiscard]] std::size_t first_misfit(std::span<const Parameter> parameters,
                                       std::span<const Value> arguments);
[[nodiscard]] bool accepts(const Parameter& parameter, const Value& value);
// Whether the items of an array have the type that the parameter wants.
[[nodiscard]] bool accepts_items(const Parameter& parameter, const Value& array);
[[nodiscard]] std::string_view item_type_name(const Parameter& parameter);

template <typename Wrap>
std::optional<ArgumentMismatch> fit_arguments(std::span<const Parameter> parameters,
                                              Arguments& arguments, const Value& context,
                                              Wrap&& wrap) {
  std::array<std::uint32_t, kMostParameters> counts{};
  const std::span<const Value> given(arguments.begin(), arguments.size());
  if (!share_out(parameters, given, counts)) {
    const std::size_t place = first_misfit(parameters, given);
    return ArgumentMismatch{Code::T0410,
                            place + 1,
                            place < arguments.size() ? arguments[place] : Value::undefined(),
                            {}};
  }
  Arguments fitted;
  std::size_t next = 0;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const Parameter& parameter = parameters[p];
    if (counts[p] == 0) {
      if (parameter.takes_context && !accepts(parameter, context))
        return ArgumentMismatch{Code::T0411, next + 1, context, {}};
      fitted.push_back(parameter.takes_context ? context : Value::undefined());
      continue;
    }
    for (std::uint32_t i = 0; i < counts[p]; ++i, ++next) {
      Value argument = arguments[next];
      if (parameter.is_array && argument.is_defined()) {
        if (!accepts_items(parameter, argument) ||
            (counts[p] > 1 && !argument.is_array() && parameter.item_type != 0)) {
          return ArgumentMismatch{Code::T0412, next + 1, argument, item_type_name(parameter)};
        }
        if (!argument.is_array()) argument = wrap(argument);
      }
      fitted.push_back(argument);
    }
  }
  arguments = std::move(fitted);
  return std::nullopt;
}

}  // namespace sfn::query::jsonata
