#include "engine/query/jsonpath/path_tokens.h"

#include "base/overloaded.h"

namespace sfn::jsonpath {
namespace {

std::string joined_names(const PropertyToken& token) {
  std::string text = "[";
  for (std::size_t i = 0; i < token.names.size(); ++i) {
    if (i > 0) text += ',';
    text += token.quote + token.names[i] + token.quote;
  }
  return text + "]";
}

std::string joined_indexes(const IndexToken& token) {
  std::string text = "[";
  for (std::size_t i = 0; i < token.indexes.size(); ++i) {
    if (i > 0) text += ',';
    text += std::to_string(token.indexes[i]);
  }
  return text + "]";
}

std::string bound_text(const std::optional<std::int32_t>& bound) {
  return bound ? std::to_string(*bound) : "";
}

}  // namespace

bool is_definite_token(const TokenPath& path, std::size_t at) {
  const bool last = at + 1 == path.tokens.size();
  return std::visit(
      Overloaded{
          // Several names give one object at the end of a path, and several values before it.
          [&](const PropertyToken& token) { return token.names.size() == 1 || last; },
          [](const IndexToken& token) { return token.indexes.size() == 1; },
          [](const SliceToken&) { return false; },
          [](const WildcardToken&) { return false; },
          [](const ScanToken&) { return false; },
          [](const FilterToken&) { return false; },
          [](const FunctionToken&) { return true; },
      },
      path.tokens[at]);
}

void settle(TokenPath& path) {
  bool definite = true;
  path.upstream_definite.clear();
  for (std::size_t i = 0; i < path.tokens.size(); ++i) {
    path.upstream_definite.push_back(definite);
    definite = definite && is_definite_token(path, i);
  }
  path.definite = definite;
}

std::string token_text(const Token& token) {
  return std::visit(Overloaded{
                        [](const PropertyToken& property) { return joined_names(property); },
                        [](const IndexToken& index) { return joined_indexes(index); },
                        [](const SliceToken& slice) {
                          return "[" + bound_text(slice.from) + ":" + bound_text(slice.to) + "]";
                        },
                        [](const WildcardToken&) { return std::string("[*]"); },
                        [](const ScanToken&) { return std::string(".."); },
                        [](const FilterToken&) { return std::string("[?]"); },
                        [](const FunctionToken& function) {
                          return "." + function.name +
                                 (function.parameters.empty() ? "()" : "(...)");
                        },
                    },
                    token);
}

std::string tokens_text(const TokenPath& path, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < path.tokens.size(); ++i) text += token_text(path.tokens[i]);
  return text;
}

std::string path_text(const TokenPath& path) {
  return (path.from_root ? "$" : "@") + tokens_text(path, 0);
}

bool ends_in_function(const TokenPath& path) {
  return !path.tokens.empty() && std::holds_alternative<FunctionToken>(path.tokens.back());
}

std::string place_text(const TokenPath& path, std::size_t before) {
  std::string text = path.from_root ? "$" : "@";
  for (std::size_t i = 0; i < before; ++i) {
    if (std::holds_alternative<FunctionToken>(path.tokens[i])) continue;  // leads nowhere else
    const auto* const property = std::get_if<PropertyToken>(&path.tokens[i]);
    text +=
        property != nullptr ? "['" + property->names.front() + "']" : token_text(path.tokens[i]);
  }
  return text;
}

}  // namespace sfn::jsonpath
