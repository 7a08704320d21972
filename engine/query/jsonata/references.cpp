#include "engine/query/jsonata/references.h"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "engine/query/jsonata/function.h"
#include "engine/query/jsonata/node.h"

namespace sfn::query::jsonata {
namespace {

constexpr std::string_view kStates = "states";

// Whether `$` means what the expression was given, or an item of something.
enum class At : std::uint8_t { TopLevel, Item };

// The names of nodes that have been added to a list.
using Seen = std::unordered_set<std::string_view>;

void add_once(std::vector<std::string>& names, Seen& seen, std::string_view name) {
  if (seen.insert(name).second) names.emplace_back(name);
}

class Collector {
 public:
  References collect(const Node& root) {
    walk(&root, At::TopLevel);
    return std::move(references_);
  }

 private:
  void walk(const Node* node, At at) {
    if (node == nullptr) return;
    At inner = at;
    switch (node->kind) {
      case NodeKind::Path:
        walk_path(*node, at);
        return;
      case NodeKind::Variable:
        variable(*node, at, nullptr);
        break;
      case NodeKind::Name:
        if (at == At::TopLevel)
          references_.top_level.push_back({std::string(node->text), node->position});
        break;
      case NodeKind::Wildcard:
      case NodeKind::Descendants:
        if (at == At::TopLevel)
          references_.top_level.push_back(
              {node->kind == NodeKind::Wildcard ? "*" : "**", node->position});
        break;
      case NodeKind::Lambda:
        walk(node->right, at);  // parameters are no references
        walk_behind(*node);
        return;
      case NodeKind::Bind:
        walk(node->right, at);
        walk_behind(*node);
        return;
      case NodeKind::Sort:
      case NodeKind::Transform:
        inner = At::Item;
        break;
      default:
        break;
    }
    walk(node->left, inner);
    walk(node->right, inner);
    walk(node->other, inner);
    for (const Node* const item : node->items) walk(item, inner);
    for (const Pair& pair : node->pairs) {
      walk(pair.key, inner);
      walk(pair.value, inner);
    }
    walk_behind(*node);
  }

  // Filters and groupings see items.
  void walk_behind(const Node& node) {
    for (const Node* const filter : node.predicates) walk(filter, At::Item);
    for (const Stage& stage : node.stages) walk(stage.filter, At::Item);
    if (node.group == nullptr) return;
    for (const Pair& pair : node.group->pairs) {
      walk(pair.key, At::Item);
      walk(pair.value, At::Item);
    }
  }

  void walk_path(const Node& path, At at) {
    const Node& first = *path.items.front();
    if (first.kind == NodeKind::Variable) {
      variable(first, at, path.items.size() > 1 ? path.items[1] : nullptr);
      walk_behind(first);
    } else {
      walk(&first, at);
    }
    for (std::size_t i = 1; i < path.items.size(); ++i) walk(path.items[i], At::Item);
    walk_behind(path);
  }

  // `next` is the step behind it.
  void variable(const Node& node, At at, const Node* next) {
    if (node.text.empty() || node.text == "$") {
      // `$$` is never an item.
      if (at == At::TopLevel || !node.text.empty())
        references_.top_level.push_back({"$" + std::string(node.text), node.position});
      return;
    }
    if (!node.places.empty()) return;
    add_once(references_.variables, seen_variables_, node.text);
    if (node.text != kStates) return;
    const bool has_filter = !node.stages.empty() || !node.predicates.empty();
    if (next != nullptr && next->kind == NodeKind::Name && !has_filter) {
      add_once(references_.states_members, seen_members_, next->text);
    } else {
      references_.uses_states_as_a_whole = true;
    }
  }

  References references_;
  Seen seen_variables_;
  Seen seen_members_;
};

}  // namespace

References references_of(const Node& root) { return Collector().collect(root); }

bool is_function_name(std::string_view name, Dialect dialect) {
  return find_builtin(name, dialect) != nullptr;
}

}  // namespace sfn::query::jsonata
