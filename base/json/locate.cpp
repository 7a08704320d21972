#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/json/json.h"
#include "base/utf8.h"

namespace sfn {
namespace {

// Walks a text that is well-formed JSON along a location. Where the text is not, the walk ends
// where it got to.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  std::size_t find(std::string_view location) {
    skip_space();
    std::size_t found = offset_;
    while (!location.empty()) {
      if (location.front() == '/') location.remove_prefix(1);
      if (location.empty()) break;
      if (location.front() == '[') {
        const std::size_t end = std::min(location.find(']'), location.size() - 1);
        const std::size_t index =
            std::strtoul(std::string(location.substr(1, end - 1)).c_str(), nullptr, 10);
        if (!enter_item(index)) break;
        location.remove_prefix(end + 1);
      } else {
        const std::size_t taken = enter_member(location);
        if (taken == 0) break;
        location.remove_prefix(taken);
      }
      found = offset_;
    }
    return found;
  }

 private:
  [[nodiscard]] bool at(char c) const { return offset_ < text_.size() && text_[offset_] == c; }
  void skip_space() {
    while (offset_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[offset_]) != std::string_view::npos)
      ++offset_;
  }
  void skip_string() {
    ++offset_;
    while (offset_ < text_.size() && text_[offset_] != '"')
      offset_ += text_[offset_] == '\\' ? 2 : 1;
    if (offset_ < text_.size()) ++offset_;
  }
  void skip_value() {
    std::size_t depth = 0;
    do {
      skip_space();
      if (offset_ >= text_.size()) return;
      const char c = text_[offset_];
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++offset_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++offset_;
      } else if (c == ',' || c == ':') {
        ++offset_;
      } else {
        while (offset_ < text_.size() &&
               std::string_view(",:]} \t\r\n").find(text_[offset_]) == std::string_view::npos)
          ++offset_;
      }
      skip_space();
    } while (depth > 0);
  }

  bool enter_item(std::size_t index) {
    const std::size_t start = offset_;
    if (at('[')) {
      ++offset_;
      for (std::size_t i = 0;; ++i) {
        skip_space();
        if (at(']') || offset_ >= text_.size()) break;
        if (i == index) return true;
        skip_value();
        if (at(',')) ++offset_;
      }
    }
    offset_ = start;
    return false;
  }

  // How much of the location the member's name takes; 0 if there is no such member. Names may hold
  // slashes, so the longest name that fits wins; of duplicates the last one, as it does for every
  // reader.
  std::size_t enter_member(std::string_view location) {
    const std::size_t start = offset_;
    std::size_t best = 0, best_offset = 0;
    if (at('{')) {
      ++offset_;
      while (true) {
        skip_space();
        if (!at('"')) break;
        const std::size_t key_start = offset_;
        skip_string();
        const auto key = Json::parse(std::string(text_.substr(key_start, offset_ - key_start)));
        skip_space();
        if (at(':')) ++offset_;
        skip_space();
        if (key && fits(key->as_string(), location) && key->as_string().size() >= best) {
          best = key->as_string().size();
          best_offset = offset_;
        }
        skip_value();
        if (at(',')) ++offset_;
      }
    }
    offset_ = best == 0 ? start : best_offset;
    return best;
  }

  static bool fits(std::string_view key, std::string_view location) {
    if (key.empty() || location.substr(0, key.size()) != key) return false;
    const std::string_view rest = location.substr(key.size());
    return rest.empty() || rest.front() == '/' || rest.front() == '[';
  }

  std::string_view text_;
  std::size_t offset_ = 0;
};

}  // namespace

JsonPosition locate(std::string_view text, std::string_view location) {
  const std::size_t found = Walker{text}.find(location);
  JsonPosition position;
  for (std::size_t i = 0; i < found && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if (!is_utf8_continuation(text[i])) {
      ++position.column;
    }
  }
  return position;
}

}  // namespace sfn
