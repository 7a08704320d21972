#pragma once
// Evaluator: one evaluation of one program. Every function returns a value; a failed one says that
// the evaluation is over and that error() knows why. Not thread-safe.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query/jsonata/arena.h"
#include "engine/query/jsonata/compare.h"
#include "engine/query/jsonata/errors.h"
#include "engine/query/jsonata/expression.h"
#include "engine/query/jsonata/frame.h"
#include "engine/query/jsonata/function.h"
#include "engine/query/jsonata/node.h"
#include "engine/query/jsonata/object.h"
#include "engine/query/jsonata/program.h"
#include "engine/query/jsonata/value.h"

// JSONATA_TRY(const Value x, evaluate(…)): declares `x`, or returns the failure.
#define JSONATA_TRY(declaration, ...) \
  JSONATA_DETAIL_TRY(SFN_DETAIL_JOIN(jsonata_try_, __LINE__), declaration, __VA_ARGS__)
#define JSONATA_DETAIL_TRY(name, declaration, ...)       \
  const ::sfn::query::jsonata::Value name = __VA_ARGS__; \
  if (name.is_failed()) return name;                     \
  declaration = name

namespace sfn::query::jsonata {

struct RegexMatch;

// A function that was handed on as an argument is called without a context of its own.
inline constexpr std::uint8_t kHandedOn = 1;

class Evaluator {
 public:
  Evaluator(const Program& program, Value input, const Bindings& bindings,
            const EvaluationContext& context);

  [[nodiscard]] Value run();
  [[nodiscard]] const ErrorFacts& error() const { return error_; }

  [[nodiscard]] Value evaluate(const Node& node, const Value& input, Frame* frame);
  // Calls a function value; what is none is an error.
  [[nodiscard]] Value call(Value callee, Arguments arguments, const Value& context, Frame* frame);
  // Calls a function back: it gets as many of these as it can take.
  [[nodiscard]] Value call_back(const Value& callee, std::initializer_list<Value> offered);

  // Ends the evaluation.
  Value fail(Code code);
  Value fail(Code code, const Value& value);
  Value fail(ErrorFacts facts);
  // Takes steps from the budget; false (and failed) where there are none left.
  [[nodiscard]] bool take_steps(std::uint64_t steps) {
    if (context_.budget.take_step(steps)) return true;
    static_cast<void>(fail(Code::TimeOut));
    return false;
  }

  // Likewise, for work that goes through a text.
  [[nodiscard]] bool take_text_steps(std::size_t bytes) { return take_steps(bytes / kBytesOfStep); }

  [[nodiscard]] Arena& arena() { return arena_; }
  [[nodiscard]] Budget& budget() { return context_.budget; }
  [[nodiscard]] Dialect dialect() const { return program_.dialect; }
  [[nodiscard]] Random& random() { return context_.random; }
  [[nodiscard]] WorkflowTime now() const { return context_.now; }

  [[nodiscard]] Value string(std::string_view text) { return Value::string(arena_.copy(text)); }
  [[nodiscard]] Value array_of(std::initializer_list<Value> items, std::uint8_t flags = 0);
  // The items of both arrays in one. An array that was made so and is added to again grows where it
  // is: lists that are built item by item cost no more than their length.
  [[nodiscard]] Value joined_arrays(const Value& first, const Value& second);
  [[nodiscard]] Object* make_object() { return arena_.make<Object>(); }

  // JSON that was made on the way; it stays as long as the evaluation.
  [[nodiscard]] Value adopt(Json json) {
    return Value::json(adopted_.emplace_back(std::move(json)));
  }
  // A copy of everything that a transform may change.
  [[nodiscard]] Value clone(const Value& value, std::size_t depth);
  // Finds the first match of a regex node in a text from a byte on: an object, or undefined.
  [[nodiscard]] Value match(const Node& regex, std::string_view text, std::size_t from);
  // Likewise, without an object; nothing was found where there are no groups. False where it
  // failed.
  [[nodiscard]] bool find_match(const Regex& regex, std::string_view text, std::size_t from,
                                RegexMatch& found);
  // A match as expressions see it; it starts at that UTF-16 unit.
  [[nodiscard]] Value match_object(const Node& regex, std::string_view text,
                                   const RegexMatch& found, std::size_t start);
  [[nodiscard]] Value groups_of(const RegexMatch& match, std::string_view text);
  Value fail_empty_match(const Node& regex);
  [[nodiscard]] Value next_match(const NextMatch& next);
  // Compiles and evaluates a text where the frame is.
  [[nodiscard]] Value evaluate_text(std::string_view text, const Value& input, Frame* frame);
  // What a variable's name means there, whatever it is; undefined where it means nothing.
  [[nodiscard]] Value look_up(std::string_view name, Frame* frame) const;
  // Values gathered one by one. Lists end in the reverse order of their begin.
  class List {
   public:
    explicit List(Evaluator& evaluator)
        : evaluator_(evaluator), begin_(evaluator.scratch_.size()) {}
    ~List() { evaluator_.scratch_.resize(begin_); }
    List(const List&) = delete;
    List& operator=(const List&) = delete;

    void push(const Value& value) {
      if (evaluator_.scratch_.size() == evaluator_.scratch_.capacity()) evaluator_.grow_scratch();
      evaluator_.scratch_.push_back(value);
    }
    // The items of an array one by one, anything else as it is.
    void splice(const Value& value);
    [[nodiscard]] std::size_t size() const { return evaluator_.scratch_.size() - begin_; }
    [[nodiscard]] const Value& operator[](std::size_t index) const {
      return evaluator_.scratch_[begin_ + index];
    }
    // A copy in the arena.
    [[nodiscard]] Value finish(std::uint8_t flags) const;

   private:
    Evaluator& evaluator_;
    std::size_t begin_;
  };

  enum class Truth : std::uint8_t { False, True, Undefined, Failed };
  // What a value counts as where a condition is wanted. A number without bounds is an error.
  [[nodiscard]] Truth truth(const Value& value, std::size_t depth = 0);
  // Whether two values are equal: True, False or Failed.
  [[nodiscard]] Truth equal(const Value& a, const Value& b);

 private:
  [[nodiscard]] Value dispatch(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_path(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_tuple_path(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_plain_step(const Node& step, const Value& context, Frame* frame);
  [[nodiscard]] Value evaluate_tuple_step(const Node& path, const Node& step, const Value& tuples,
                                          Frame* frame, bool is_first);
  [[nodiscard]] Value evaluate_stages(const Node& step, Value tuples);
  [[nodiscard]] Value tuples_of(const Node& path, const Value& items, Frame* frame);
  [[nodiscard]] Value evaluate_filter(const Node& predicate, const Value& input, Frame* frame);
  [[nodiscard]] bool selects(const Value& answer, std::size_t place, std::size_t size,
                             const std::function<void()>& keep);
  [[nodiscard]] bool flatten(const Value& value, List& to, std::size_t depth);
  [[nodiscard]] bool gather_descendants(const Value& value, List& to, std::size_t depth);
  [[nodiscard]] Value filter_tuples(const Node& predicate, const Value& tuples);
  [[nodiscard]] Value reframed(const Value& tuples, const Scope& scope, Frame* frame);
  [[nodiscard]] Value items_of_tuples(const Value& tuples);
  [[nodiscard]] Value evaluate_group(const std::vector<Pair>& pairs, std::size_t position,
                                     const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_sort(const Node& step, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_binary(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_logic(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_negation(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_array(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_block(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_condition(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_variable(const Node& node, const Value& input, Frame* frame) const;
  [[nodiscard]] Value evaluate_wildcard(const Value& input);
  [[nodiscard]] Value evaluate_descendants(const Value& input);
  [[nodiscard]] Value evaluate_call(const Node& node, const Value& input, Frame* frame,
                                    const Value* applied);
  [[nodiscard]] Value evaluate_partial(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] Value evaluate_apply(const Node& node, const Value& input, Frame* frame);
  [[nodiscard]] bool evaluate_arguments(const Node& node, const Value& input, Frame* frame,
                                        Arguments& arguments);

  [[nodiscard]] Frame* merged_tuples(const Value& tuples, const std::vector<std::size_t>& places);
  Value blame_operator(const Node& node);

  // How a call is carried out, by the kind of the function.
  [[nodiscard]] Value call_once(const Value& callee, Arguments& arguments, const Value& context,
                                Frame* frame);
  [[nodiscard]] Value call_builtin(const Builtin& builtin, Arguments& arguments,
                                   const Value& context, Frame* frame);
  [[nodiscard]] Value call_lambda(const Lambda& lambda, Arguments& arguments, const Value* context);
  [[nodiscard]] Value call_partial(const Partial& partial, const Arguments& arguments,
                                   Frame* frame);
  [[nodiscard]] Value call_transform(const Transformer& transformer, Arguments& arguments,
                                     const Value& context);
  [[nodiscard]] Value transform_match(const Node& node, const Value& match, Frame* frame);
  [[nodiscard]] bool fit(std::span<const Parameter> parameters, Arguments& arguments,
                         const Value& context);
  // Says where a call failed, as far as nobody has.
  Value blame(const Value& callee, std::string_view name, std::size_t position);

  [[nodiscard]] Frame* make_frame(const Scope& scope, Frame* parent);
  [[nodiscard]] Frame* make_tuple(const Scope& scope, Frame* parent, const Frame* from);
  [[nodiscard]] Frame* tuple_frame(Frame* tuple);
  [[nodiscard]] static Value reduced(const Value& result, bool keep_array);
  static Value* copy_items(const Value& from, Value* to);
  void grow_scratch();
  void bind_globals(const Globals& globals);

  const Program& program_;
  const Bindings& bindings_;
  EvaluationContext context_;
  Arena arena_;
  FrameStack frames_;
  std::vector<Value> scratch_;
  // Behind the items that were last joined, and the end of the room there.
  Value* joined_end_ = nullptr;
  Value* room_end_ = nullptr;
  Value root_input_;
  std::vector<Value> globals_;
  std::deque<Json> adopted_;
  std::vector<std::unique_ptr<const Program>> texts_;  // of $eval
  ErrorFacts error_;
  std::size_t depth_ = 0;
  std::size_t depth_limit_;
  std::size_t calls_ = 0;
  // The call that a TailCall stands for.
  struct {
    const Node* node = nullptr;
    Value input;
    Frame* frame = nullptr;
  } tail_;
};

}  // namespace sfn::query::jsonata
