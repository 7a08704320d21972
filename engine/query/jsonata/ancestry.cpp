#include "engine/query/jsonata/ancestry.h"

namespace sfn::query::jsonata {

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case NodeKind::Name:
      return "name";
    case NodeKind::String:
      return "string";
    case NodeKind::Number:
      return "number";
    case NodeKind::Literal:
      return "value";
    case NodeKind::Variable:
      return "variable";
    case NodeKind::Wildcard:
      return "wildcard";
    case NodeKind::Descendants:
      return "descendant";
    case NodeKind::Parent:
      return "parent";
    case NodeKind::Regex:
      return "regex";
    case NodeKind::Path:
      return "path";
    case NodeKind::Negate:
    case NodeKind::Array:
    case NodeKind::Object:
      return "unary";
    case NodeKind::Block:
      return "block";
    case NodeKind::Condition:
      return "condition";
    case NodeKind::Bind:
      return "bind";
    case NodeKind::Call:
      return "function";
    case NodeKind::Partial:
      return "partial";
    case NodeKind::Lambda:
      return "lambda";
    case NodeKind::Apply:
      return "apply";
    case NodeKind::Sort:
      return "sort";
    case NodeKind::Transform:
      return "transform";
    default:
      return "binary";
  }
}

void inherit_ancestry(Node& whole, const Node& part) {
  whole.seeking.insert(whole.seeking.end(), part.seeking.begin(), part.seeking.end());
  if (part.kind == NodeKind::Parent) whole.seeking.push_back(part.slot);
}

std::optional<ErrorFacts> seek_parent(Node& step, AncestorSlot& slot) {
  switch (step.kind) {
    case NodeKind::Name:
    case NodeKind::Wildcard:
      if (--slot.level == 0) {
        if (step.ancestor != nullptr) slot.label = step.ancestor->label;
        step.ancestor = &slot;
        step.is_tuple = true;
      }
      return std::nullopt;
    case NodeKind::Parent:
      ++slot.level;
      return std::nullopt;
    case NodeKind::Block:
      if (step.items.empty()) return std::nullopt;
      step.is_tuple = true;
      return seek_parent(*step.items.back(), slot);
    case NodeKind::Path: {
      step.is_tuple = true;
      std::size_t index = step.items.size();
      do {
        if (auto error = seek_parent(*step.items[--index], slot)) return error;
      } while (slot.level > 0 && index > 0);
      return std::nullopt;
    }
    default: {
      ErrorFacts facts;
      facts.code = Code::S0217;
      facts.token = std::string(kind_name(step));
      facts.position = step.position;
      return facts;
    }
  }
}

std::optional<ErrorFacts> resolve_ancestry(Node& path) {
  Node& last = *path.items.back();
  std::vector<AncestorSlot*> slots = last.seeking;
  if (last.kind == NodeKind::Parent) slots.push_back(last.slot);
  for (AncestorSlot* const slot : slots) {
    std::size_t index = path.items.size() - 1;  // of the step behind the one to look at
    while (slot->level > 0) {
      if (index == 0) {
        path.seeking.push_back(slot);
        break;
      }
      Node* step = path.items[--index];
      // Steps in a row that bind their results share one context: only the first has a parent.
      while (index > 0 && !step->focus.empty() && !path.items[index - 1]->focus.empty())
        step = path.items[--index];
      if (auto error = seek_parent(*step, *slot)) return error;
    }
  }
  return std::nullopt;
}

}  // namespace sfn::query::jsonata
