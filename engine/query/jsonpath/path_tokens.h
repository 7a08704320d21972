#pragma once
// What a path is compiled to: its steps. Internal to this folder; immutable once compiled.
// The names follow Jayway JsonPath, whose behaviour this is.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json/json.h"
#include "base/result.h"

namespace sfn::jsonpath {

struct FilterExpression;
struct PathFunction;
struct TokenPath;

struct PropertyToken {  // .name, ['name'], ['a','b']
  std::vector<std::string> names;
  char quote = '\'';
};
struct IndexToken {  // [0], [-1], [0,2]
  std::vector<std::int32_t> indexes;
};
struct SliceToken {  // [1:3], [1:], [:3]; at least one bound
  std::optional<std::int32_t> from;
  std::optional<std::int32_t> to;
};
struct WildcardToken {};  // [*], .*
struct ScanToken {};      // ..
struct FilterToken {      // [?(…)]
  std::shared_ptr<const FilterExpression> filter;
};
struct FunctionToken {  // .length(), .sum($.x)
  // A JSON value, or what Jackson says about its text, or a path.
  using Parameter = std::variant<Result<Json, std::string>, std::shared_ptr<const TokenPath>>;
  std::string name;
  const PathFunction* function =
      nullptr;  // a row of the table; nullptr where there is no such function
  std::vector<Parameter> parameters;
};

using Token = std::variant<PropertyToken, IndexToken, SliceToken, WildcardToken, ScanToken,
                           FilterToken, FunctionToken>;

struct TokenPath {
  bool from_root = true;  // "$", not "@"
  std::vector<Token> tokens;
  // For each token whether everything before it is definite.
  std::vector<bool> upstream_definite;
  bool definite = true;
  bool is_measured = false;  // has a wildcard of ours at its end, see PathEvaluator::measured()
};

// Whether the token at this place selects one value.
[[nodiscard]] bool is_definite_token(const TokenPath& path, std::size_t at);
// Fills in what follows from the tokens.
void settle(TokenPath& path);

// As Jayway prints it: "['a']", "[0]", "[1:3]", "[*]", "..", "[?]", ".length()", ".sum(...)".
[[nodiscard]] std::string token_text(const Token& token);
// The token and all that follow.
[[nodiscard]] std::string tokens_text(const TokenPath& path, std::size_t from);
[[nodiscard]] std::string path_text(const TokenPath& path);
[[nodiscard]] bool ends_in_function(const TokenPath& path);
// Where an evaluation stands before the token: "$['a'][0]". Precondition: everything before it is
// definite.
[[nodiscard]] std::string place_text(const TokenPath& path, std::size_t before);

}  // namespace sfn::jsonpath
