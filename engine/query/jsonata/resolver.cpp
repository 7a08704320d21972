#include "engine/query/jsonata/resolver.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

namespace sfn::query::jsonata {

namespace {

// The name of the item itself in a tuple; no variable can have it.
constexpr std::string_view kItemName = "@";
constexpr std::string_view kEval = "eval";

// A name in a scope.
struct ScopedName {
  const Scope* scope;
  std::string_view name;

  friend bool operator==(const ScopedName&, const ScopedName&) = default;
};
struct ScopedNameHash {
  std::size_t operator()(const ScopedName& key) const {
    return std::hash<const Scope*>{}(key.scope) * 31 + std::hash<std::string_view>{}(key.name);
  }
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
    if (std::find(globals_.names.begin(), globals_.names.end(), kEval) != globals_.names.end()) {
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

  // The last one of a name counts.
  std::uint32_t add_name(Scope& scope, std::string_view name) {
    scope.names.push_back(name);
    return slots_[{&scope, name}] = static_cast<std::uint32_t>(scope.names.size()) - 1;
  }
  std::uint32_t slot_of(Scope& scope, std::string_view name) {
    const auto known = slots_.find({&scope, name});
    return known != slots_.end() ? known->second : add_name(scope, name);
  }
  // The slot of a name that the scope may have. Scopes around the expression were filled elsewhere.
  [[nodiscard]] std::optional<std::uint32_t> find_slot(const Scope& scope, std::string_view name,
                                                       bool is_own) const {
    if (is_own) {
      const auto known = slots_.find({&scope, name});
      return known != slots_.end() ? std::optional(known->second) : std::nullopt;
    }
    const auto found = std::find(scope.names.rbegin(), scope.names.rend(), name);
    if (found == scope.names.rend()) return std::nullopt;
    return static_cast<std::uint32_t>(scope.names.rend() - found) - 1;
  }
  std::span<const SlotReference> placed(std::vector<SlotReference> places) {
    return pool_.places.emplace_back(std::move(places));
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
        node->places = placed({{0, slot_of(*scope, node->left->text)}});
        walk_extras(*node, scope);
        return;
      case NodeKind::Block:
        inner = node->scope = make_scope(scope);
        break;
      case NodeKind::Lambda: {
        capture(scope);
        inner = node->scope = make_scope(scope);
        for (const Node* const parameter : node->items) add_name(*inner, parameter->text);
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
    for (const std::string_view name : names) add_name(*node.behind, name);
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
        add_name(*path.scope, kItemName);
      }
      // An array that is written out at the start is made before anything is bound.
      const bool is_made_before = step == path.items.front() && step->is_constructed;
      walk(step, path.scope != nullptr && !is_made_before ? path.scope : scope);
      if (path.scope != nullptr) declare(*step, *path.scope);
    }
    walk_extras(path, path.scope != nullptr ? path.scope : scope);
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

  // Variables of one name in one scope share what is known of them.
  struct Meaning {
    std::span<const SlotReference> places;
    bool is_global = false;  // where no place is bound
  };

  void look_up(Node& node, const Scope* scope) {
    const std::string_view name = node.kind == NodeKind::Parent ? node.slot->label : node.text;
    if (node.kind == NodeKind::Variable && (name.empty() || name == "$")) return;
    const auto [known, is_new] = meanings_.try_emplace({scope, name});
    Meaning& meaning = known->second;
    if (is_new) meaning = meaning_of(name, scope);
    node.places = meaning.places;
    if (node.kind == NodeKind::Variable && meaning.is_global) node.global = global_of(name);
  }

  Meaning meaning_of(std::string_view name, const Scope* scope) {
    std::vector<SlotReference> places;
    std::uint32_t frames_out = 0;
    bool is_own = true;
    for (; scope != nullptr; scope = scope->enclosing()) {
      if (scope->has_frame()) {
        if (const auto slot = find_slot(*scope, name, is_own)) {
          places.push_back({frames_out, *slot});
          if (*slot < scope->parameters) return {placed(std::move(places)), false};
        }
        ++frames_out;
      }
      is_own = is_own && scope->parent != nullptr;
    }
    return {placed(std::move(places)), true};
  }

  std::uint32_t global_of(std::string_view name) {
    if (globals_by_name_.empty()) {
      for (std::uint32_t i = 0; i < globals_.names.size(); ++i)
        globals_by_name_.emplace(globals_.names[i], i);
    }
    const auto place = static_cast<std::uint32_t>(globals_.names.size());
    const auto [known, is_new] = globals_by_name_.emplace(name, place);
    if (is_new) globals_.names.push_back(name);
    return known->second;
  }

  NodePool& pool_;
  Globals& globals_;
  std::vector<std::pair<Node*, Scope*>> lookups_;
  std::unordered_map<ScopedName, std::uint32_t, ScopedNameHash> slots_;
  std::unordered_map<ScopedName, Meaning, ScopedNameHash> meanings_;
  std::unordered_map<std::string_view, std::uint32_t> globals_by_name_;
};

}  // namespace

Scope* resolve_variables(Node& root, NodePool& pool, Globals& globals, const Scope* outer) {
  return Resolver(pool, globals).resolve(root, outer);
}

}  // namespace sfn::query::jsonata
