#pragma once
// The errors of the language: every code once, with its text, and how they reach the caller.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/json.h"
#include "engine/query/jsonata/dialect.h"

namespace sfn::query::jsonata {

// S: syntax, T: types, D: evaluation. The last ones are limits, which have no code on AWS.
// clang-format off
enum class Code : std::uint8_t {
  S0101, S0102, S0103, S0104, S0105, S0106, S0201, S0202, S0203, S0204, S0205, S0206, S0207,
  S0208, S0209, S0210, S0211, S0212, S0213, S0214, S0215, S0216, S0217, S0301, S0302, S0402,
  S0401, S0500, T0410, T0411, T0412, D1001, D1002, T1003, D1004, T1005, T1006, T1007, T1008,
  D1009, T1010, D1013, T2001, T2002, T2003, T2004, D2005, T2006, T2007, T2008, T2009, T2010,
  T2011, T2012, T2013, D2014, D2015, D3001, D3010, D3011, D3012, D3020, D3030, D3040, D3050,
  D3060, D3061, D3070, D3080, D3081, D3082, D3083, D3084, D3085, D3086, D3087, D3088, D3089,
  D3090, D3091, D3092, D3093, D3100, D3110, D3120, D3121, D3130, D3131, D3132, D3133, D3134,
  D3135, D3136, D3137, D3138, D3139, D3140, D3141,
  TimeOut, StackOverflow, MemoryLimit,
};
// clang-format on

// What the text of a code is filled in with. Values are JSON texts.
struct ErrorFacts {
  Code code = Code::S0500;
  std::size_t position = 0;      // in bytes, where the place in the expression ends; 0: unknown
  std::string token;             // operator or function
  bool is_token_number = false;  // a number as the lexer found it: shown without quotes
  std::optional<Json> value{};   // the offender
  std::optional<Json> value2{};
  std::size_t index = 0;    // of an argument, from 1
  std::string_view type{};  // what an array was to hold
  std::string message{};    // of $error, $assert and AWS's own functions
  std::optional<Json> exponent{};
};

// How a refusal travels: small, since every level of a recursion holds one.
using Refusal = std::shared_ptr<ErrorFacts>;

// "T2001"; empty for a limit in AWS's dialect.
[[nodiscard]] std::string_view code_name(Code code, Dialect dialect);
// The text with its places filled in, without the code: `The left side of the "+" operator must
// evaluate to a number`.
[[nodiscard]] std::string error_message(const ErrorFacts& facts);

struct SyntaxError {
  std::string code;
  std::string message;
  std::size_t position = 0;  // in UTF-16 units, behind the token that is wrong
  std::string token;

  friend bool operator==(const SyntaxError&, const SyntaxError&) = default;
};

struct EvaluationError {
  enum class Kind : std::uint8_t {
    Expression,  // the expression's fault: has a code
    Limit,       // time, depth or memory is used up
  };
  Kind kind = Kind::Expression;
  std::string code;
  std::string message;
  std::size_t position = 0;
  std::string token;
  std::optional<Json> value;
};

}  // namespace sfn::query::jsonata
