#include "engine/query/jsonata/errors.h"

#include <array>

#include "base/assert.h"

namespace sfn::query::jsonata {
namespace {

struct ErrorText {
  Code code;
  std::string_view name;
  std::string_view text;  // {…} is filled in as JSON, <…> as it is
};
constexpr auto kErrorTexts = std::to_array<ErrorText>({
    {Code::S0101, "S0101", "String literal must be terminated by a matching quote"},
    {Code::S0102, "S0102", "Number out of range: {token}"},
    {Code::S0103, "S0103", "Unsupported escape sequence: \\<token>"},
    {Code::S0104, "S0104", "The escape sequence \\u must be followed by 4 hex digits"},
    {Code::S0105, "S0105", "Quoted property name must be terminated with a backquote (`)"},
    {Code::S0106, "S0106", "Comment has no closing tag"},
    {Code::S0201, "S0201", "Syntax error: {token}"},
    {Code::S0202, "S0202", "Expected {value}, got {token}"},
    {Code::S0203, "S0203", "Expected {value} before end of expression"},
    {Code::S0204, "S0204", "Unknown operator: {token}"},
    {Code::S0205, "S0205", "Unexpected token: {token}"},
    {Code::S0206, "S0206", "Unknown expression type: {token}"},
    {Code::S0207, "S0207", "Unexpected end of expression"},
    {Code::S0208, "S0208",
     "Parameter {value} of function definition must be a variable name (start with $)"},
    {Code::S0209, "S0209", "A predicate cannot follow a grouping expression in a step"},
    {Code::S0210, "S0210", "Each step can only have one grouping expression"},
    {Code::S0211, "S0211", "The symbol {token} cannot be used as a unary operator"},
    {Code::S0212, "S0212", "The left side of := must be a variable name (start with $)"},
    {Code::S0213, "S0213",
     "The literal value {value} cannot be used as a step within a path expression"},
    {Code::S0214, "S0214", "The right side of {token} must be a variable name (start with $)"},
    {Code::S0215, "S0215", "A context variable binding must precede any predicates on a step"},
    {Code::S0216, "S0216",
     "A context variable binding must precede the 'order-by' clause on a step"},
    {Code::S0217, "S0217",
     "The object representing the 'parent' cannot be derived from this expression"},
    {Code::S0301, "S0301", "Empty regular expressions are not allowed"},
    {Code::S0302, "S0302", "No terminating / in regular expression"},
    {Code::S0402, "S0402", "Choice groups containing parameterized types are not supported"},
    {Code::S0401, "S0401", "Type parameters can only be applied to functions and arrays"},
    {Code::S0500, "S0500", "Attempted to evaluate an expression containing syntax error(s)"},
    {Code::T0410, "T0410",
     "Argument {index} of function {token} does not match function signature"},
    {Code::T0411, "T0411",
     "Context value is not a compatible type with argument {index} of function {token}"},
    {Code::T0412, "T0412", "Argument {index} of function {token} must be an array of {type}"},
    {Code::D1001, "D1001", "Number out of range: {value}"},
    {Code::D1002, "D1002", "Cannot negate a non-numeric value: {value}"},
    {Code::T1003, "T1003", "Key in object structure must evaluate to a string; got: {value}"},
    {Code::D1004, "D1004", "Regular expression matches zero length string"},
    {Code::T1005, "T1005", "Attempted to invoke a non-function. Did you mean $<token>?"},
    {Code::T1006, "T1006", "Attempted to invoke a non-function"},
    {Code::T1007, "T1007", "Attempted to partially apply a non-function. Did you mean $<token>?"},
    {Code::T1008, "T1008", "Attempted to partially apply a non-function"},
    {Code::D1009, "D1009", "Multiple key definitions evaluate to same key: {value}"},
    {Code::T1010, "T1010",
     "The matcher function argument passed to function {token} does not return the correct object "
     "structure"},
    {Code::D1013, "D1013",
     "Object property names starting with _jsonata_ are reserved for internal use: {value}"},
    {Code::T2001, "T2001", "The left side of the {token} operator must evaluate to a number"},
    {Code::T2002, "T2002", "The right side of the {token} operator must evaluate to a number"},
    {Code::T2003, "T2003", "The left side of the range operator (..) must evaluate to an integer"},
    {Code::T2004, "T2004", "The right side of the range operator (..) must evaluate to an integer"},
    {Code::D2005, "D2005", "The left side of := must be a variable name (start with $)"},
    {Code::T2006, "T2006",
     "The right side of the function application operator ~> must be a function"},
    {Code::T2007, "T2007",
     "Type mismatch when comparing values {value} and {value2} in order-by clause"},
    {Code::T2008, "T2008",
     "The expressions within an order-by clause must evaluate to numeric or string values"},
    {Code::T2009, "T2009",
     "The values {value} and {value2} either side of operator {token} must be of the same data "
     "type"},
    {Code::T2010, "T2010",
     "The expressions either side of operator {token} must evaluate to numeric or string values"},
    {Code::T2011, "T2011",
     "The insert/update clause of the transform expression must evaluate to an object: {value}"},
    {Code::T2012, "T2012",
     "The delete clause of the transform expression must evaluate to a string or array of strings: "
     "{value}"},
    {Code::T2013, "T2013",
     "The transform expression clones the input object using the $clone() function.  This has been "
     "overridden in the current scope by a non-function."},
    {Code::D2014, "D2014",
     "The size of the sequence allocated by the range operator (..) must not exceed 1e7.  "
     "Attempted to allocate {value}."},
    {Code::D2015, "D2015", "The maximum sequence length of {value} was exceeded."},
    {Code::D3001, "D3001", "Attempting to invoke string function on Infinity or NaN"},
    {Code::D3010, "D3010", "Second argument of replace function cannot be an empty string"},
    {Code::D3011, "D3011",
     "Fourth argument of replace function must evaluate to a positive number"},
    {Code::D3012, "D3012", "Attempted to replace a matched string with a non-string value"},
    {Code::D3020, "D3020", "Third argument of split function must evaluate to a positive number"},
    {Code::D3030, "D3030", "Unable to cast value to a number: {value}"},
    {Code::D3040, "D3040", "Third argument of match function must evaluate to a positive number"},
    {Code::D3050, "D3050",
     "The second argument of reduce function must be a function with at least two arguments"},
    {Code::D3060, "D3060", "The sqrt function cannot be applied to a negative number: {value}"},
    {Code::D3061, "D3061",
     "The power function has resulted in a value that cannot be represented as a JSON number: "
     "base={value}, exponent={exp}"},
    {Code::D3070, "D3070",
     "The single argument form of the sort function can only be applied to an array of strings or "
     "an array of numbers.  Use the second argument to specify a comparison function"},
    {Code::D3080, "D3080", "The picture string must only contain a maximum of two sub-pictures"},
    {Code::D3081, "D3081",
     "The sub-picture must not contain more than one instance of the 'decimal-separator' "
     "character"},
    {Code::D3082, "D3082",
     "The sub-picture must not contain more than one instance of the 'percent' character"},
    {Code::D3083, "D3083",
     "The sub-picture must not contain more than one instance of the 'per-mille' character"},
    {Code::D3084, "D3084",
     "The sub-picture must not contain both a 'percent' and a 'per-mille' character"},
    {Code::D3085, "D3085",
     "The mantissa part of a sub-picture must contain at least one character that is either an "
     "'optional digit character' or a member of the 'decimal digit family'"},
    {Code::D3086, "D3086",
     "The sub-picture must not contain a passive character that is preceded by an active character "
     "and that is followed by another active character"},
    {Code::D3087, "D3087",
     "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a "
     "'decimal-separator' character"},
    {Code::D3088, "D3088",
     "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"},
    {Code::D3089, "D3089",
     "The sub-picture must not contain two adjacent instances of the 'grouping-separator' "
     "character"},
    {Code::D3090, "D3090",
     "The integer part of the sub-picture must not contain a member of the 'decimal digit family' "
     "that is followed by an instance of the 'optional digit character'"},
    {Code::D3091, "D3091",
     "The fractional part of the sub-picture must not contain an instance of the 'optional digit "
     "character' that is followed by a member of the 'decimal digit family'"},
    {Code::D3092, "D3092",
     "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a "
     "character treated as an 'exponent-separator'"},
    {Code::D3093, "D3093",
     "The exponent part of the sub-picture must comprise only of one or more characters that are "
     "members of the 'decimal digit family'"},
    {Code::D3100, "D3100",
     "The radix of the formatBase function must be between 2 and 36.  It was given {value}"},
    {Code::D3110, "D3110",
     "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given "
     "{value}"},
    {Code::D3120, "D3120", "Syntax error in expression passed to function eval: {value}"},
    {Code::D3121, "D3121",
     "Dynamic error evaluating the expression passed to function eval: {value}"},
    {Code::D3130, "D3130",
     "Formatting or parsing an integer as a sequence starting with {value} is not supported by "
     "this implementation"},
    {Code::D3131, "D3131",
     "In a decimal digit pattern, all digits must be from the same decimal group"},
    {Code::D3132, "D3132", "Unknown component specifier {value} in date/time picture string"},
    {Code::D3133, "D3133",
     "The 'name' modifier can only be applied to months and days in the date/time picture string, "
     "not {value}"},
    {Code::D3134, "D3134",
     "The timezone integer format specifier cannot have more than four digits"},
    {Code::D3135, "D3135", "No matching closing bracket ']' in date/time picture string"},
    {Code::D3136, "D3136",
     "The date/time picture string is missing specifiers required to parse the timestamp"},
    {Code::D3137, "D3137", "<message>"},
    {Code::D3138, "D3138",
     "The $single() function expected exactly 1 matching result.  Instead it matched more."},
    {Code::D3139, "D3139",
     "The $single() function expected exactly 1 matching result.  Instead it matched 0."},
    {Code::D3140, "D3140", "Malformed URL passed to $<functionName>(): {value}"},
    {Code::D3141, "D3141", "<message>"},
    // AWS's words; the codes of the limits are those of the reference implementation's tests.
    {Code::TimeOut, "U1001", "Expression evaluation timeout: Check for infinite loop"},
    {Code::StackOverflow, "U1001",
     "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as "
     "tail-recursive"},
    {Code::MemoryLimit, "U1001",
     "Expression evaluation memory limit exceeded: Check for excessive memory usage"},
});

const ErrorText& row_of(Code code) {
  const ErrorText& row = kErrorTexts[static_cast<std::size_t>(code)];
  SFN_ASSERT(row.code == code, "the texts stand in the order of the codes");
  return row;
}

std::string in_quotes(std::string_view text) {
  std::string result;
  append_json_string(result, text);
  return result;
}

// What stands in the place of that name.
std::string filled_in(std::string_view name, const ErrorFacts& facts, bool is_raw) {
  const auto json = [](const std::optional<Json>& value) {
    return value ? value->rebuilt().text() : std::string("undefined");
  };
  if (name == "token" && facts.token.empty()) return "undefined";
  if (name == "token")
    return is_raw || facts.is_token_number ? facts.token : in_quotes(facts.token);
  if (name == "functionName") return facts.token;
  if (name == "value") return json(facts.value);
  if (name == "value2") return json(facts.value2);
  if (name == "exp") return json(facts.exponent);
  if (name == "index") return std::to_string(facts.index);
  // JavaScript shows what is not there so. Observed: Feature.JSONataBuiltins-013.
  if (name == "type") return facts.type.empty() ? "undefined" : in_quotes(facts.type);
  return facts.message;
}

}  // namespace

std::string_view code_name(Code code, Dialect dialect) {
  // AWS: the causes of limits have no code.
  if (code >= Code::TimeOut && dialect == Dialect::Aws) return {};
  return row_of(code).name;
}

std::string error_message(const ErrorFacts& facts) {
  const std::string_view text = row_of(facts.code).text;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t end = c == '{'   ? text.find('}', at)
                            : c == '<' ? text.find('>', at)
                                       : std::string_view::npos;
    if (end == std::string_view::npos) {
      result += c;
      ++at;
    } else {
      result += filled_in(text.substr(at + 1, end - at - 1), facts, c == '<');
      at = end + 1;
    }
  }
  return result;
}

}  // namespace sfn::query::jsonata
