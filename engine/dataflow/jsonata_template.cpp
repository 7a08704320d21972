#include "engine/dataflow/jsonata_template.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/overloaded.h"
#include "engine/query/json_depth.h"

namespace sfn::engine {

struct JsonataTemplate::Node {
  using Array = std::vector<Node>;
  using Object = std::vector<std::pair<std::string, Node>>;

  std::variant<Json, JsonataExpression, Array, Object> value;

  [[nodiscard]] bool is_static() const { return std::holds_alternative<Json>(value); }
  static Node compile(const Json& source, const asl::Place& place);
  static Node compile_array(const Json& source, const asl::Place& place);
  static Node compile_object(const Json& source, const asl::Place& place);
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
};

// A definition is at most kJsonDepth levels deep, which bounds the recursion.
JsonataTemplate::Node JsonataTemplate::Node::compile(const Json& source, const asl::Place& place) {
  if (auto expression = JsonataExpression::compile(source, place)) return {*std::move(expression)};
  if (source.is_array()) return compile_array(source, place);
  if (source.is_object()) return compile_object(source, place);
  return {source};
}

JsonataTemplate::Node JsonataTemplate::Node::compile_array(const Json& source,
                                                           const asl::Place& place) {
  Array items;
  items.reserve(source.items().size());
  for (std::size_t index = 0; index < source.items().size(); ++index)
    items.push_back(compile(source.items()[index], place.at(index)));
  if (std::all_of(items.begin(), items.end(), [](const Node& item) { return item.is_static(); }))
    return {source.rebuilt()};
  return {std::move(items)};
}

// Keys are never evaluated.
JsonataTemplate::Node JsonataTemplate::Node::compile_object(const Json& source,
                                                            const asl::Place& place) {
  Object members;
  members.reserve(source.members().size());
  for (const auto& [key, value] : source.members())
    members.emplace_back(key, compile(value, place.at(std::string_view(key))));
  if (std::all_of(members.begin(), members.end(),
                  [](const auto& member) { return member.second.is_static(); }))
    return {source.rebuilt()};
  return {std::move(members)};
}

StateResult<Json> JsonataTemplate::Node::evaluate(const query::Scope& scope,
                                                  query::Budget& budget) const {
  return std::visit(
      Overloaded{
          [](const Json& fixed) -> StateResult<Json> { return fixed; },
          [&](const JsonataExpression& expression) { return expression.evaluate(scope, budget); },
          [&](const Array& nodes) -> StateResult<Json> {
            Json::Items items;
            items.reserve(nodes.size());
            for (const Node& node : nodes) {
              SFN_TRY(Json item, node.evaluate(scope, budget));
              items.push_back(std::move(item));
            }
            return Json::array(std::move(items));
          },
          [&](const Object& nodes) -> StateResult<Json> {
            Json::Members members;
            members.reserve(nodes.size());
            for (const auto& [key, node] : nodes) {
              SFN_TRY(Json member, node.evaluate(scope, budget));
              members.emplace_back(key, std::move(member));
            }
            return Json::object(std::move(members));
          },
      },
      value);
}

JsonataTemplate JsonataTemplate::compile(const Json& source, const asl::Place& place) {
  return JsonataTemplate{std::make_shared<const Node>(Node::compile(source, place))};
}

StateResult<Json> JsonataTemplate::evaluate(const query::Scope& scope,
                                            query::Budget& budget) const {
  if (root_->is_static()) return root_->evaluate(scope, budget);
  SFN_TRY(Json value, root_->evaluate(scope, budget));
  return query::within_depth(std::move(value));
}

const JsonataExpression* JsonataTemplate::expression() const {
  return std::get_if<JsonataExpression>(&root_->value);
}

}  // namespace sfn::engine
