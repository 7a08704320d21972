#include "engine/query/jsonata/path_rules.h"

#include <algorithm>
#include <utility>

#include "engine/query/jsonata/ancestry.h"
#include "engine/query/jsonata/json_bridge.h"

namespace sfn::query::jsonata {
namespace {

using NodeResult = Result<Node*, Refusal>;
using Done = Result<bool, Refusal>;

Unexpected<Refusal> refuse_rule(ErrorFacts facts) {
  return sfn::unexpected(std::make_shared<ErrorFacts>(std::move(facts)));
}
Unexpected<Refusal> refuse_rule(Code code, std::size_t position, std::string_view token = {}) {
  ErrorFacts facts;
  facts.code = code;
  facts.position = position;
  facts.token = std::string(token);
  return refuse_rule(std::move(facts));
}
Done checked(std::optional<ErrorFacts> error) {
  if (error) return refuse_rule(*std::move(error));
  return true;
}

class PathRules {
 public:
  explicit PathRules(NodePool& pool) : pool_(pool) {}

  NodeResult apply(Node* node) {
    SFN_TRY(Node* const result, shape(node));
    if (node->keep_array) result->keep_array = true;
    return result;
  }

 private:
  NodeResult shape(Node* node) {
    switch (node->kind) {
      case NodeKind::Dot:
        return path(node);
      case NodeKind::Predicate:
        return predicate(node);
      case NodeKind::GroupBy:
        return group(node);
      case NodeKind::OrderBy:
        return sort(node);
      case NodeKind::Focus:
        return focus(node);
      case NodeKind::Index:
        return index(node);
      case NodeKind::OperatorName:
        node->kind = NodeKind::Name;
        return path_of_name(node);
      case NodeKind::Name:
        return path_of_name(node);
      case NodeKind::Parent:
        return parent(node);
      case NodeKind::Negate:
        return negation(node);
      case NodeKind::Lambda:
        SFN_CHECK_OK(part(*node, node->right, Inherit::No));
        mark_tail_calls(*node->right);
        return node;
      case NodeKind::Apply:
        SFN_CHECK_OK(part(*node, node->left, Inherit::No));
        SFN_CHECK_OK(part(*node, node->right, Inherit::No));
        node->keep_array = node->left->keep_array || node->right->keep_array;
        return node;
      case NodeKind::Transform:
        SFN_CHECK_OK(part(*node, node->left, Inherit::No));
        SFN_CHECK_OK(part(*node, node->right, Inherit::No));
        SFN_CHECK_OK(part(*node, node->other, Inherit::No));
        return node;
      case NodeKind::Call:
      case NodeKind::Partial:
        for (Node*& argument : node->items) SFN_CHECK_OK(part(*node, argument));
        SFN_CHECK_OK(part(*node, node->left, Inherit::No));
        return node;
      case NodeKind::Bind:
        SFN_CHECK_OK(part(*node, node->right));
        return node;
      case NodeKind::Block:
        return block(node);
      case NodeKind::Array:
        for (Node*& item : node->items) SFN_CHECK_OK(part(*node, item));
        return node;
      case NodeKind::Object:
        for (Pair& pair : node->pairs) {
          SFN_CHECK_OK(part(*node, pair.key));
          SFN_CHECK_OK(part(*node, pair.value));
        }
        return node;
      case NodeKind::Binary:
      case NodeKind::Condition:
        SFN_CHECK_OK(part(*node, node->left));
        SFN_CHECK_OK(part(*node, node->right));
        SFN_CHECK_OK(part(*node, node->other));
        return node;
      case NodeKind::End:
        return refuse_rule(Code::S0207, node->position, node->text);
      case NodeKind::String:
      case NodeKind::Number:
      case NodeKind::Literal:
      case NodeKind::Variable:
      case NodeKind::Wildcard:
      case NodeKind::Descendants:
      case NodeKind::Regex:
      case NodeKind::Placeholder:
      case NodeKind::Path:
      case NodeKind::Sort:
        return node;
    }
    return node;
  }

  enum class Inherit : std::uint8_t { No, Yes };
  Done part(Node& whole, Node*& child, Inherit inherit = Inherit::Yes) {
    if (child == nullptr) return true;
    SFN_TRY(child, apply(child));
    if (inherit == Inherit::Yes) inherit_ancestry(whole, *child);
    return true;
  }

  Node* path_of(Node* step) {
    Node* const path = pool_.make(NodeKind::Path, step->position);
    path->items.push_back(step);
    return path;
  }
  NodeResult path_of_name(Node* name) {
    Node* const path = path_of(name);
    if (name->keep_array) path->keep_singleton_array = true;
    return path;
  }

  NodeResult parent(Node* node) {
    AncestorSlot& slot = pool_.slots.emplace_back();
    // No variable can have such a name.
    pool_.strings.push_back("!" + std::to_string(pool_.slots.size()));
    slot.label = pool_.strings.back();
    node->slot = &slot;
    return node;
  }

  // Filters of what becomes a step are the step's.
  static void predicates_to_stages(Node& step) {
    for (Node* const filter : step.predicates)
      step.stages.push_back({.filter = filter, .index = {}});
    step.predicates.clear();
  }

  NodeResult path(Node* node) {
    SFN_TRY(Node* const first, apply(node->left));
    Node* result = first;
    if (first->kind != NodeKind::Path) {
      result = path_of(first);
      if (first->kind == NodeKind::Parent) result->seeking.push_back(first->slot);
    }
    SFN_TRY(Node* const rest, apply(node->right));
    if (rest->kind == NodeKind::Path) {
      result->items.insert(result->items.end(), rest->items.begin(), rest->items.end());
    } else {
      predicates_to_stages(*rest);
      result->items.push_back(rest);
    }
    for (Node* const step : result->items) {
      if (step->kind == NodeKind::Number || step->kind == NodeKind::Literal) return bad_step(*step);
      if (step->kind == NodeKind::String) step->kind = NodeKind::Name;
      if (step->keep_array) result->keep_singleton_array = true;
    }
    for (Node* const step : {result->items.front(), result->items.back()}) {
      if (step->is_array_constructor()) step->is_constructed = true;
    }
    SFN_CHECK_OK(checked(resolve_ancestry(*result)));
    return result;
  }
  static Unexpected<Refusal> bad_step(const Node& step) {
    ErrorFacts facts;
    facts.code = Code::S0213;
    facts.position = step.position;
    facts.value = shown_scalar(step.literal);
    return refuse_rule(std::move(facts));
  }

  NodeResult predicate(Node* node) {
    SFN_TRY(Node* const result, apply(node->left));
    const bool is_path = result->kind == NodeKind::Path;
    Node& step = is_path ? *result->items.back() : *result;
    if (step.group != nullptr) return refuse_rule(Code::S0209, node->position);
    SFN_TRY(Node* const filter, apply(node->right));
    for (AncestorSlot* const slot : filter->seeking) {
      if (slot->level == 1) {
        SFN_CHECK_OK(checked(seek_parent(step, *slot)));
      } else {
        --slot->level;
      }
    }
    if (!filter->seeking.empty()) inherit_ancestry(step, *filter);
    if (is_path) {
      step.stages.push_back({.filter = filter, .index = {}});
    } else {
      step.predicates.push_back(filter);
    }
    return result;
  }

  NodeResult group(Node* node) {
    SFN_TRY(Node* const result, apply(node->left));
    if (result->group != nullptr) return refuse_rule(Code::S0210, node->position);
    auto grouping = std::make_unique<Group>();
    grouping->position = node->position;
    for (const Pair& pair : node->pairs) {
      Pair shaped;
      SFN_TRY(shaped.key, apply(pair.key));
      SFN_TRY(shaped.value, apply(pair.value));
      grouping->pairs.push_back(shaped);
    }
    result->group = std::move(grouping);
    return result;
  }

  NodeResult sort(Node* node) {
    SFN_TRY(Node* const first, apply(node->left));
    Node* const result = first->kind == NodeKind::Path ? first : path_of(first);
    Node* const step = pool_.make(NodeKind::Sort, node->position, node->text);
    step->is_descending = node->is_descending;
    step->items = node->items;
    for (Node*& term : step->items) SFN_CHECK_OK(part(*step, term));
    result->items.push_back(step);
    SFN_CHECK_OK(checked(resolve_ancestry(*result)));
    return result;
  }

  NodeResult focus(Node* node) {
    SFN_TRY(Node* const result, apply(node->left));
    Node& step = result->kind == NodeKind::Path ? *result->items.back() : *result;
    if (!step.stages.empty() || !step.predicates.empty())
      return refuse_rule(Code::S0215, node->position);
    if (step.kind == NodeKind::Sort) return refuse_rule(Code::S0216, node->position);
    if (node->keep_array) step.keep_array = true;
    step.focus = node->right->text;
    step.is_tuple = true;
    return result;
  }

  NodeResult index(Node* node) {
    SFN_TRY(Node* const first, apply(node->left));
    Node* const result = first->kind == NodeKind::Path ? first : path_of(first);
    Node& step = *result->items.back();
    if (first->kind != NodeKind::Path) predicates_to_stages(step);
    if (step.stages.empty()) {
      step.index = node->right->text;
    } else {
      step.stages.push_back({.filter = nullptr, .index = node->right->text});
    }
    step.is_tuple = true;
    return result;
  }

  NodeResult negation(Node* node) {
    SFN_CHECK_OK(part(*node, node->left));
    Node* const number = node->left;
    if (number->kind != NodeKind::Number) return node;
    number->literal = number->literal.tag() == Tag::LongNumber
                          ? Value::integer(-number->literal.as_integer())
                          : Value::number(-number->literal.as_number());
    return number;
  }

  NodeResult block(Node* node) {
    for (Node*& item : node->items) {
      SFN_CHECK_OK(part(*node, item));
      if (item->is_constructed ||
          (item->kind == NodeKind::Path && item->items.front()->is_constructed))
        node->is_constructed = true;
    }
    return node;
  }

  static void mark_tail_calls(Node& node) {
    // Whatever is done with a result must wait for it.
    if (!node.predicates.empty() || node.group != nullptr || node.keep_array) return;
    switch (node.kind) {
      case NodeKind::Call:
        node.is_tail_call = true;
        return;
      case NodeKind::Condition:
        if (node.op != Operator::None) {
          // What the value of `a ?: b` is decides whether it is the result.
          mark_tail_calls(*node.other);
          return;
        }
        mark_tail_calls(*node.right);
        if (node.other != nullptr) mark_tail_calls(*node.other);
        return;
      case NodeKind::Block:
        if (!node.items.empty()) mark_tail_calls(*node.items.back());
        return;
      default:
        return;
    }
  }

  NodePool& pool_;
};

}  // namespace

Result<Node*, Refusal> apply_path_rules(Node* parsed, NodePool& pool) {
  SFN_TRY(Node* const result, PathRules(pool).apply(parsed));
  if (result->kind == NodeKind::Parent || !result->seeking.empty())
    return refuse_rule(Code::S0217, result->position, kind_name(*result));
  return result;
}

}  // namespace sfn::query::jsonata
