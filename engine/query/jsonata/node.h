#pragma once
// Node: one node of a compiled expression. The parser makes nodes, path_rules gives them their
// final shape, the resolver says where their variables live; after that nothing changes them.
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/jsonata/signature.h"
#include "engine/query/jsonata/value.h"

namespace sfn::query::jsonata {

class Regex;

enum class NodeKind : std::uint8_t {
  Name,
  String,
  Number,
  Literal,  // true, false, null
  Variable,
  Wildcard,
  Descendants,
  Parent,
  Regex,
  Path,       // steps: items
  Binary,     // left, right
  Negate,     // left
  Array,      // items
  Object,     // pairs
  Block,      // items
  Condition,  // left ? right : other
  Bind,       // left := right
  Call,       // left(items)
  Partial,    // left(items), some of them Placeholder
  Placeholder,
  Lambda,     // parameters: items; body: right
  Apply,      // left ~> right
  Sort,       // a step; terms: items, the ones in `is_descending`
  Transform,  // |left|right, other|
  // What path_rules turns into one of the above.
  Dot,
  Predicate,
  GroupBy,
  OrderBy,
  Focus,
  Index,
  OperatorName,  // `and`, `or`, `in` in the place of an operand
  End,
};

enum class Operator : std::uint8_t {
  None,
  Add,
  Subtract,
  Multiply,
  Divide,
  Remainder,
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  In,
  And,
  Or,
  Concatenate,
  Range,
  Default,   // `a ?: b`, a Condition without `right`
  Coalesce,  // `a ?? b`, likewise
};

struct Node;

// The name under which a step's input is kept for a `%` further on, and how many steps back it is.
struct AncestorSlot {
  std::string_view label;
  int level = 1;
};

struct Pair {
  Node* key = nullptr;
  Node* value = nullptr;
};

struct Group {
  std::vector<Pair> pairs;
  std::size_t position = 0;
};

// What a step does to its results: keep some, or number them.
struct Stage {
  Node* filter = nullptr;
  std::string_view index;
  std::uint32_t index_slot = 0;
};

// The variables of one block, function, or path that binds some. At run time a Frame holds them.
struct Scope {
  Scope* parent = nullptr;
  const Scope* outer = nullptr;  // of the outermost: what another expression around it has bound
  std::vector<std::string_view> names;
  std::size_t parameters = 0;  // the first names, which are always bound
  bool is_tuple = false;       // its first slot is the item
  bool is_captured = false;    // a function may outlive it
  bool has_bindings = false;   // `:=` writes into it
  [[nodiscard]] const Scope* enclosing() const { return parent != nullptr ? parent : outer; }
  [[nodiscard]] bool has_frame() const { return is_tuple || !names.empty(); }
};

// Where a variable may be: so many frames out, in that slot. Unbound slots are passed over.
struct SlotReference {
  std::uint32_t frames_out = 0;
  std::uint32_t slot = 0;
};

// The names that are looked up outside of the expression: what the caller binds, and functions.
struct Globals {
  std::vector<std::string_view> names;
};

inline constexpr std::uint32_t kNoGlobal = ~std::uint32_t{0};

struct Node {
  NodeKind kind = NodeKind::End;
  Operator op = Operator::None;
  bool keep_array = false;            // `[]` stands behind it
  bool keep_singleton_array = false;  // of a path: one of its steps has that
  bool is_constructed = false;        // an array constructor at the start or end of a path
  bool is_tuple = false;
  bool is_tail_call = false;
  bool is_number_token = false;
  std::uint32_t height = 1;
  std::size_t position = 0;
  std::string_view text;  // name, string, operator
  Value literal;

  Node* left = nullptr;
  Node* right = nullptr;
  Node* other = nullptr;
  std::vector<Node*> items;
  std::vector<Pair> pairs;
  std::vector<bool> is_descending;  // the terms of a sort
  std::vector<Stage> stages;        // of a step
  std::vector<Node*> predicates;    // of what is no step
  std::unique_ptr<Group> group;
  std::unique_ptr<Signature> signature;
  std::shared_ptr<const Regex> regex;
  std::string_view focus;  // `@$name`
  std::string_view index;  // `#$name`
  AncestorSlot* slot = nullptr;
  AncestorSlot* ancestor = nullptr;
  std::vector<AncestorSlot*> seeking;

  // Set by the resolver.
  Scope* scope = nullptr;   // of a block, function or path of tuples
  Scope* behind = nullptr;  // of the filters and the grouping behind a block that yields tuples
  // Of a variable, a parent, the left side of `:=`; nearest first. They lie in the pool.
  std::span<const SlotReference> places;
  std::uint32_t global = kNoGlobal;  // of a variable
  std::uint32_t index_slot = 0;      // of a step
  std::uint32_t focus_slot = 0;
  std::uint32_t ancestor_slot = 0;

  [[nodiscard]] bool is_array_constructor() const { return kind == NodeKind::Array; }
};

// Owns what nodes point to.
struct NodePool {
  std::deque<Node> nodes;
  std::deque<std::string> strings;
  std::deque<AncestorSlot> slots;
  std::deque<Scope> scopes;
  std::deque<std::vector<SlotReference>> places;

  [[nodiscard]] Node* make(NodeKind kind, std::size_t position, std::string_view text = {}) {
    Node& node = nodes.emplace_back();
    node.kind = kind;
    node.position = position;
    node.text = text;
    return &node;
  }
};

}  // namespace sfn::query::jsonata
