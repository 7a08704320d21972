#include "engine/query/jsonata/resolver.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sfn::query::jsonata {
namespace {

// The name of the item itself in a tuple; no variable can have it.
constexpr std::string_view kItemName = "@";
constexpr std::string_view kEval = "eval";

// Finds names in lists that stay where they are and only grow. Long ones are indexed, since one
// expression may use tens of thousands of names.
class NameFinder {
 public:
  // The last of several that are the same.
  std::optional<std::uint32_t> find(const std::vector<std::string_view>& names,
                                    std::string_view name) {
    if (names.size() <= kFew) {
      const auto found = std::find(names.rbegin(), names.rend(), name);
      if (found == names.rend()) return std::nullopt;
      return static_cast<std::uint32_t>(names.rend() - found) - 1;
    }
    Index& index = indexes_[&names];
    for (; index.size < names.size(); ++index.size)
      index.places.insert_or_assign(names[index.size], static_cast<std::uint32_t>(index.size));
    const auto found = index.places.find(name);
    if (found == index.places.end()) return std::nullopt;
    return found->second;
  }

  std::uint32_t find_or_add(std::vector<std::string_view>& names, std::string_view name) {
    if (const auto place = find(names, name)) return *place;
    names.push_back(name);
    return static_cast<std::uint32_t>(names.size()) - 1;
  }

 private:
  static constexpr std::size_t kFew = 16;

  struct Index {
    std::size_t size = 0;  // how many names of the list are in it
    std::unordered_map<std::string_view, std::uint32_t> places;
  };
  std::unordered_map<const std::vector<std::string_view>*, Index> indexes_;
};

class Resolver {
 public:
  Resolver(NodePool& pool, Globals& globals) : pool_(pool), globals_(globals) {}

  Scope* resolve(Node& root, const Scope* outer) {
    Scope* const scope = make_scope(nullptr);
    scope->outer = outer;
    walk(&root, scope);
    // Only now all names of all scopes are known.
    for (const auto& [node, seen_from] : lookups_) look_up(*node, seen_from);
    // A text that is evaluated as an expression may make functions that see all of this.
    if (finder_.find(globals_.names, kEval)) {
      for (Scope& each : pool_.scopes) each.is_captured = true;
    }
    return scope;
  }

 private:
  Scope* make_scope(Scope* parent) {
    Scope& scope = pool_.scopes.emplace_back();
    scope.parent = parent;
    return &scope;
  }

  static void capture(Scope* scope) {
    for (; scope != nullptr && !scope->is_captured; scope = scope->parent)
      scope->is_captured = true;
  }

  void walk(Node* node, Scope* scope) {
    if (node == nullptr) return;
    Scope* inner = scope;
    switch (node->kind) {
      case NodeKind::Path:
        walk_path(*node, scope);
        return;
      case NodeKind::Variable:
      case NodeKind::Parent:
        lookups_.emplace_back(node, scope);
        break;
      case NodeKind::Bind:
        walk(node->right, scope);
        scope->has_bindings = true;
        node->places = {{0, slot_of(*scope, node->left->text)}};
        walk_extras(*node, scope);
        return;
      case NodeKind::Block:
        inner = node->scope = make_scope(scope);
        break;
      case NodeKind::Lambda: {
        capture(scope);
        inner = node->scope = make_scope(scope);
        for (const Node* const parameter : node->items) inner->names.push_back(parameter->text);
        inner->parameters = inner->names.size();
        walk(node->right, inner);
        walk_extras(*node, scope);
        return;
      }
      case NodeKind::Transform:
        capture(scope);
        break;
      default:
        break;
    }
    walk(node->left, inner);
    walk(node->right, inner);
    walk(node->other, inner);
    for (Node* const item : node->items) walk(item, inner);
    for (const Pair& pair : node->pairs) {
      walk(pair.key, inner);
      walk(pair.value, inner);
    }
    walk_extras(*node, scope_behind(*node, scope));
  }

  // What stands behind a block of tuples sees what these have bound.
  Scope* scope_behind(Node& node, Scope* scope) {
    const bool has_extras = !node.predicates.empty() || node.group != nullptr;
    if (node.kind != NodeKind::Block || !has_extras) return scope;
    const std::vector<std::string_view> names = names_of_tuples(node);
    if (names.empty()) return scope;
    node.behind = make_scope(scope);
    node.behind->is_tuple = true;
    node.behind->names = names;
    return node.behind;
  }

  // What stands behind a node sees what the node sees, not what is inside of it.
  void walk_extras(Node& node, Scope* scope) {
    for (Node* const filter : node.predicates) walk(filter, scope);
    for (Stage& stage : node.stages) walk(stage.filter, scope);
    if (node.group != nullptr) {
      for (const Pair& pair : node.group->pairs) {
        walk(pair.key, scope);
        walk(pair.value, scope);
      }
    }
  }

  // From the first step on that binds something, the rest of a path sees what was bound.
  void walk_path(Node& path, Scope* scope) {
    for (Node* const step : path.items) {
      if (step->is_tuple && path.scope == nullptr) {
        path.scope = make_scope(scope);
        path.scope->is_tuple = true;
        path.scope->names.push_back(kItemName);
      }
      // An array that is written out at the start is made before anything is bound.
      const bool is_made_before = step == path.items.front() && step->is_constructed;
      walk(step, path.scope != nullptr && !is_made_before ? path.scope : scope);
      if (path.scope != nullptr) declare(*step, *path.scope);
    }
    walk_extras(path, path.scope != nullptr ? path.scope : scope);
  }

  std::uint32_t slot_of(Scope& scope, std::string_view name) {
    return finder_.find_or_add(scope.names, name);
  }

  void declare(Node& step, Scope& scope) {
    if (!step.focus.empty()) step.focus_slot = slot_of(scope, step.focus);
    if (!step.index.empty()) step.index_slot = slot_of(scope, step.index);
    if (step.ancestor != nullptr) step.ancestor_slot = slot_of(scope, step.ancestor->label);
    for (Stage& stage : step.stages) {
      if (!stage.index.empty()) stage.index_slot = slot_of(scope, stage.index);
    }
    for (const std::string_view name : names_of_tuples(step)) slot_of(scope, name);
  }

  // The names that the tuples bring along which a step yields.
  static std::vector<std::string_view> names_of_tuples(const Node& step) {
    const Node* node = &step;
    while (node->kind == NodeKind::Block && node->is_tuple && !node->items.empty())
      node = node->items.back();
    if (node->kind != NodeKind::Path || !node->is_tuple || node->scope == nullptr) return {};
    return node->scope->names;
  }

  void look_up(Node& node, const Scope* scope) {
    const std::string_view name = node.kind == NodeKind::Parent ? node.slot->label : node.text;
    if (node.kind == NodeKind::Variable && (name.empty() || name == "$")) return;
    std::uint32_t frames_out = 0;
    for (; scope != nullptr; scope = scope->enclosing()) {
      if (!scope->has_frame()) continue;
      if (const auto slot = finder_.find(scope->names, name)) {
        node.places.push_back({frames_out, *slot});
        if (*slot < scope->parameters) return;
      }
      ++frames_out;
    }
    if (node.kind == NodeKind::Variable) node.global = finder_.find_or_add(globals_.names, name);
  }

  NodePool& pool_;
  Globals& globals_;
  NameFinder finder_;
  std::vector<std::pair<Node*, Scope*>> lookups_;
};

}  // namespace

Scope* resolve_variables(Node& root, NodePool& pool, Globals& globals, const Scope* outer) {
  return Resolver(pool, globals).resolve(root, outer);
}

}  // namespace sfn::query::jsonata
