#include "server/app/eval.h"

#include <charconv>
#include <istream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/utf16.h"
#include "server/app/evaluators.h"
#include "server/app/input_file.h"

namespace sfn::server {
namespace {

// The longest request of a batch; state data are far below.
constexpr std::size_t kLongestLine = 64u * 1024 * 1024;

Json bad_request(std::string cause) { return eval_failure("BadRequest", std::move(cause)); }

// Half of a surrogate pair, `\ud800`, is no text. Where an expression has it, the escape in the
// expression's own literal means the same, so the backslash is kept as one.
std::string with_halves_escaped(std::string_view line) {
  const auto unit_at = [&](std::size_t at) -> unsigned {
    unsigned unit = 0;
    if (line.substr(at, 2) != "\\u" || line.size() < at + 6) return 0;
    std::from_chars(line.data() + at + 2, line.data() + at + 6, unit, 16);
    return unit;
  };
  std::string escaped;
  for (std::size_t at = 0; at < line.size();) {
    const unsigned unit = unit_at(at);
    const bool is_pair = is_high_surrogate(unit) && is_low_surrogate(unit_at(at + 6));
    const std::size_t size = is_pair ? 12 : unit != 0 ? 6 : line[at] == '\\' ? 2 : 1;
    if (!is_pair && is_surrogate(unit)) escaped += '\\';
    escaped += line.substr(at, size);
    at += size;
  }
  return escaped;
}

Result<Json, JsonParseError> parse_request(const std::string& line) {
  auto request = Json::parse(line);
  if (request || line.find("\\u") == std::string::npos) return request;
  auto escaped = Json::parse(with_halves_escaped(line));
  return escaped ? std::move(escaped) : std::move(request);
}

Json answer_line(Answer answer, const std::string& line, const Surroundings& surroundings) {
  const auto request = parse_request(line);
  if (!request) return bad_request("The line is no JSON: " + request.error().message);
  const Json* const expression = request->find(eval_members::kExpression);
  if (expression == nullptr || !expression->is_string()) {
    return bad_request("The line is no object with a text '" +
                       std::string(eval_members::kExpression) + "'");
  }
  return answer(*request, surroundings);
}

enum class Line { Read, TooLong, End };

// Of a line that is too long the rest is passed over.
Line read_line(std::istream& input, std::string& line) {
  line.clear();
  std::streambuf& bytes = *input.rdbuf();
  std::size_t size = 0;
  for (int byte = bytes.sbumpc(); byte != std::char_traits<char>::eof(); byte = bytes.sbumpc()) {
    if (byte == '\n') return size > kLongestLine ? Line::TooLong : Line::Read;
    if (++size <= kLongestLine) line += static_cast<char>(byte);
  }
  if (size == 0) return Line::End;
  return size > kLongestLine ? Line::TooLong : Line::Read;
}

int evaluate_batch(Answer to_answer, const Surroundings& surroundings, std::istream& input,
                   std::ostream& output) {
  std::string line;
  while (true) {
    const Line read = read_line(input, line);
    if (read == Line::End) return 0;
    const Json answer =
        read == Line::TooLong
            ? bad_request("The line has more than " + std::to_string(kLongestLine) + " bytes")
            : answer_line(to_answer, line, surroundings);
    output << answer.rebuilt().text() << std::endl;
    if (!output) return 1;  // nobody reads any more
  }
}

// What the file holds; nullopt, and a line on `errors`, where it cannot be read or is no JSON.
std::optional<Json> read_document(const std::string& file, std::istream& input,
                                  std::ostream& errors) {
  if (file.empty()) return Json::object({});
  std::optional<std::string> text = file == "-" ? std::string(std::istreambuf_iterator<char>(input),
                                                              std::istreambuf_iterator<char>())
                                                : read_file(file);
  if (!text) {
    errors << "sfn-emulator: '" << file << "' cannot be read\n";
    return std::nullopt;
  }
  auto document = Json::parse(*std::move(text));
  if (document) return *std::move(document);
  errors << "sfn-emulator: '" << file << "' is no JSON: " << document.error().message << '\n';
  return std::nullopt;
}

int evaluate_one(const EvalCommand& command, const Evaluator& evaluator, Answer to_answer,
                 const Surroundings& surroundings, std::istream& input, std::ostream& output,
                 std::ostream& errors) {
  const auto document = read_document(command.input_file, input, errors);
  const auto context = read_document(command.context_file, input, errors);
  if (!document || !context) return 2;
  const Json answer = to_answer(
      Json::object({{std::string(eval_members::kExpression), Json::string(command.expression)},
                    {std::string(eval_members::kInput), *document},
                    {std::string(eval_members::kContext), *context}}),
      surroundings);
  if (const Json* const result = answer.find(eval_members::kResult)) {
    output << result->text() << '\n';
    return 0;
  }
  errors << evaluator.failure(answer) << '\n';
  return 1;
}

}  // namespace

int evaluate(const EvalCommand& command, std::istream& input, std::ostream& output,
             std::ostream& errors) {
  const Evaluator& evaluator = *find_evaluator(command.query);
  Random random{seed_from_system()};
  const Surroundings surroundings{WallWorkflowTimeSource{}.now(), random};
  const Answer to_answer = command.is_library ? evaluator.answer_library : evaluator.answer;
  if (command.is_batch) return evaluate_batch(to_answer, surroundings, input, output);
  return evaluate_one(command, evaluator, to_answer, surroundings, input, output, errors);
}

}  // namespace sfn::server
