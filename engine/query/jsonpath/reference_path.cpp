#include "engine/query/jsonpath/reference_path.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/overloaded.h"

namespace sfn::jsonpath {
namespace {

// The index in an array of that many elements, or nothing where there is none.
std::optional<std::size_t> place_of(std::int32_t index, std::size_t length) {
  const auto size = static_cast<std::int64_t>(length);
  const std::int64_t place = index < 0 ? size + index : index;
  if (place < 0 || place >= size) return std::nullopt;
  return static_cast<std::size_t>(place);
}

// What was there on the way down is kept, so that the way up can put it together again without
// recursion.
struct Visited {
  Json holder;
  const Step* step;
};

Json put(const Visited& at, Json value) {
  return std::visit(
      Overloaded{
          [&](const std::string& name) { return at.holder.with(name, std::move(value)); },
          [&](std::int32_t index) {
            Json::Items items = at.holder.items();
            items[*place_of(index, items.size())] = std::move(value);
            return Json::array(std::move(items));
          },
      },
      *at.step);
}

// What a step leads to; a null where a member is new, nothing where the step does not fit.
std::optional<Json> child(const Json& holder, const Step& step, bool last) {
  if (const auto* const name = std::get_if<std::string>(&step)) {
    if (!holder.is_object()) return std::nullopt;
    const Json* const member = holder.find(*name);
    return member != nullptr ? *member : last ? Json() : Json::object({});
  }
  if (!holder.is_array()) return std::nullopt;
  const auto place = place_of(std::get<std::int32_t>(step), holder.items().size());
  return place ? std::optional(holder.items()[*place]) : std::nullopt;
}

}  // namespace

Result<ReferencePath, PathError> ReferencePath::compile(std::string_view text) {
  if (!text.starts_with('$'))
    return sfn::unexpected(PathError{"Reference path didn't start with '$'"});
  SFN_TRY(Path path, Path::compile(text));
  if (path.kind() != Path::Kind::Input) {
    return sfn::unexpected(PathError{
        "Reference path must not start with '" +
        std::string(path.kind() == Path::Kind::Context ? "$$" : "$" + path.variable()) + "'"});
  }
  if (!path.is_reference_path()) {
    return sfn::unexpected(PathError{"Reference path must identify a single node"});
  }
  return ReferencePath(std::move(path));
}

StateResult<Json> ReferencePath::set(const Json& root, Json value) const {
  const std::span<const Step> steps = path_.steps();
  std::vector<Visited> way;
  Json at = root.rebuilt();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::optional<Json> next = child(at, steps[i], i + 1 == steps.size());
    if (!next) return sfn::unexpected(reference_path_conflict(steps[i], at));
    way.push_back({std::exchange(at, *std::move(next)), &steps[i]});
  }
  for (auto place = way.rbegin(); place != way.rend(); ++place)
    value = put(*place, std::move(value));
  return value;
}

StatesError unresolved_reference(const Path& path, const Json& root) {
  Json at = root.rebuilt();
  for (const Step& step : path.steps()) {
    const auto* const name = std::get_if<std::string>(&step);
    const bool is_missing = name != nullptr && at.is_object() && at.find(*name) == nullptr;
    std::optional<Json> next = is_missing ? std::nullopt : child(at, step, true);
    if (!next) return reference_path_conflict(step, at);
    at = *std::move(next);
  }
  return reference_path_conflict(path.steps().back(), root);
}

StatesError reference_path_conflict(const Step& step, const Json& input) {
  const std::string name =
      std::visit(Overloaded{[](const std::string& text) { return text; },
                            [](std::int32_t index) { return std::to_string(index); }},
                 step);
  // Observed in causes of failed executions: the state is not named. Nobody has seen it caught.
  return {std::string(error_names::kReferencePathConflict),
          "Unable to apply step \"" + name + "\" to input " + input.text(), ErrorKind::Fatal,
          CausePrefix::None};
}

}  // namespace sfn::jsonpath
