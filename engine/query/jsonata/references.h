#pragma once
// References: what an expression needs from outside, known without evaluating it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/jsonata/dialect.h"

namespace sfn::query::jsonata {

struct Node;

struct References {
  // A reference to the input document where there is none: `$$` wherever it stands, and what is
  // outside of all path steps, predicates, sort terms and groupings. AWS refuses them.
  struct TopLevel {
    std::string name;  // "$", "$$", or the name of a field
    std::size_t position = 0;

    friend bool operator==(const TopLevel&, const TopLevel&) = default;
  };

  // Variables that the expression does not bind itself, functions included; each once, in order of
  // their appearance, without `$`.
  std::vector<std::string> variables;
  // The members of `$states` that are named right behind it: `$states.input` gives "input".
  std::vector<std::string> states_members;
  // `$states` occurs otherwise too, so that any member may be needed.
  bool uses_states_as_a_whole = false;
  std::vector<TopLevel> top_level;
};

[[nodiscard]] References references_of(const Node& root);

// Whether a variable of that name is a function of the language unless the caller binds it.
[[nodiscard]] bool is_function_name(std::string_view name, Dialect dialect);

}  // namespace sfn::query::jsonata
