#pragma once
// SFN_ASSERT: a condition that only a bug can break. It throws in every build, so that one broken
// execution fails and the server goes on.
#include <stdexcept>
#include <string>

namespace sfn {

class BugError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_bug(const char* file, int line, const std::string& meaning) {
  throw BugError(std::string(file) + ":" + std::to_string(line) + ": " + meaning);
}

}  // namespace sfn

#define SFN_ASSERT(condition, meaning)                               \
  do {                                                               \
    if (!(condition)) ::sfn::throw_bug(__FILE__, __LINE__, meaning); \
  } while (false)
