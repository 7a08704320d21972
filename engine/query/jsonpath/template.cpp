#include "engine/query/jsonpath/template.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/java/hash_order.h"
#include "base/overloaded.h"
#include "engine/query/json_depth.h"
#include "engine/query/jsonpath/expression.h"

namespace sfn::jsonpath {

// What stands at one place of a template. Where no expression is inside, the value itself.
struct PayloadTemplate::Node {
  struct Computed {
    std::string field;  // with its ".$", as failures quote it
    Expression expression;

    [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope,
                                             query::Budget& budget) const;
  };
  struct Array {
    std::vector<Node> items;
  };
  struct Object {
    std::vector<std::pair<std::string, Node>> members;
  };

  class Compiler;

  std::variant<Json, Computed, Array, Object> content;

  [[nodiscard]] bool is_static() const { return std::holds_alternative<Json>(content); }
  [[nodiscard]] StateResult<Json> evaluate(const query::Scope& scope, query::Budget& budget) const;
};

namespace {

constexpr std::string_view kExpressionSuffix = ".$";

// AWS's order: first the members that are given, as they stand; then those that are computed, in
// the order of a Java HashMap of their names. Observed: test_query_context_object_values and every
// other recorded template.
std::vector<const Json::Member*> in_result_order(const Json::Members& members) {
  std::vector<const Json::Member*> ordered, computed;
  std::vector<std::string_view> names;
  for (const Json::Member& member : members) {
    const std::string_view name = member_name(member.first);
    if (name.size() == member.first.size()) {
      ordered.push_back(&member);
    } else {
      computed.push_back(&member);
      names.push_back(name);
    }
  }
  for (const std::size_t index : java_hash_order(names)) ordered.push_back(computed[index]);
  return ordered;
}

}  // namespace

std::string_view member_name(std::string_view key) {
  if (is_expression_key(key)) key.remove_suffix(kExpressionSuffix.size());
  return key;
}

bool is_expression_key(std::string_view key) { return key.ends_with(kExpressionSuffix); }

// Makes nodes of JSON and collects what is wrong.
class PayloadTemplate::Node::Compiler {
 public:
  explicit Compiler(DiagnosticSink& sink) : sink_(sink) {}

  [[nodiscard]] bool has_failed() const { return has_failed_; }

  Node node(const Json& source) {
    if (source.is_object()) return object(source);
    if (source.is_array()) return array(source);
    return {source.rebuilt()};
  }

 private:
  Node object(const Json& source) {
    Object built;
    std::set<std::string_view> names;
    bool is_static = true;
    for (const Json::Member* const member : in_result_order(source.members())) {
      const auto& [key, value] = *member;
      const std::string_view name = member_name(key);
      if (!names.insert(name).second)
        refuse("The field '" + std::string(name) + "' is given twice, with and without '.$'");
      if (name.size() == key.size()) {
        built.members.emplace_back(key, node(value));
      } else if (auto expression = compiled(key, value)) {
        built.members.emplace_back(name, Node{Computed{key, std::move(*expression)}});
      } else {
        continue;
      }
      is_static = is_static && built.members.back().second.is_static();
    }
    if (is_static) return {source.rebuilt()};
    return {std::move(built)};
  }

  Node array(const Json& source) {
    Array built;
    for (const Json& item : source.items()) built.items.push_back(node(item));
    if (std::all_of(built.items.begin(), built.items.end(),
                    [](const Node& item) { return item.is_static(); })) {
      return {source.rebuilt()};
    }
    return {std::move(built)};
  }

  // Observed: test_illegal_escapes. The message names the field, the location the whole template.
  std::optional<Expression> compiled(const std::string& key, const Json& value) {
    if (value.is_string()) {
      if (auto expression = Expression::compile(value.as_string())) return std::move(*expression);
    }
    refuse("The value for the field '" + key +
           "' must be a valid JSONPath or a valid intrinsic function call");
    return std::nullopt;
  }

  void refuse(std::string message) {
    has_failed_ = true;
    sink_.schema_error(std::move(message));
  }

  DiagnosticSink& sink_;
  bool has_failed_ = false;
};

// What is selected is shared, but it is written out each time: a template may select the same part
// very often.
StateResult<Json> PayloadTemplate::Node::Computed::evaluate(const query::Scope& scope,
                                                            query::Budget& budget) const {
  SFN_TRY(Json value, expression.evaluate(field, scope, budget));
  if (!budget.take_bytes(value.text_bytes()))
    return sfn::unexpected(stopped_error(expression.text()));
  return value;
}

StateResult<Json> PayloadTemplate::Node::evaluate(const query::Scope& scope,
                                                  query::Budget& budget) const {
  return std::visit(Overloaded{
                        [](const Json& value) -> StateResult<Json> { return value; },
                        [&](const Computed& computed) -> StateResult<Json> {
                          return computed.evaluate(scope, budget);
                        },
                        [&](const Array& array) -> StateResult<Json> {
                          Json::Items items;
                          items.reserve(array.items.size());
                          for (const Node& item : array.items) {
                            SFN_TRY(Json value, item.evaluate(scope, budget));
                            items.push_back(std::move(value));
                          }
                          return Json::array(std::move(items));
                        },
                        [&](const Object& object) -> StateResult<Json> {
                          Json::Members members;
                          members.reserve(object.members.size());
                          for (const auto& [key, member] : object.members) {
                            SFN_TRY(Json value, member.evaluate(scope, budget));
                            members.emplace_back(key, std::move(value));
                          }
                          return Json::object(std::move(members));
                        },
                    },
                    content);
}

std::optional<PayloadTemplate> PayloadTemplate::compile(const Json& source, DiagnosticSink sink) {
  // AWS's sample workflows have templates that are arrays, against the specification.
  if (!source.is_object() && !source.is_array()) {
    sink.schema_error("Expected value of type [OBJECT]");
    return std::nullopt;
  }
  Node::Compiler compiler{sink};
  auto root = std::make_shared<const Node>(compiler.node(source));
  if (compiler.has_failed()) return std::nullopt;
  return PayloadTemplate{std::move(root)};
}

StateResult<Json> PayloadTemplate::evaluate(const query::Scope& scope,
                                            query::Budget& budget) const {
  if (root_->is_static()) return root_->evaluate(scope, budget);
  SFN_TRY(Json value, root_->evaluate(scope, budget));
  return query::within_depth(std::move(value));
}

bool PayloadTemplate::is_static() const { return root_->is_static(); }

}  // namespace sfn::jsonpath
