#include "base/strong.h"

#include <memory>
#include <string>
#include <type_traits>
#include <unordered_set>

#include "base/testing/catch.h"

namespace sfn {
namespace {

using Name = Strong<struct NameTag, std::string>;
using Number = Strong<struct NumberTag, int>;
using OtherNumber = Strong<struct OtherNumberTag, int>;

// Ids of the same representation do not mix, and none is made by accident.
static_assert(!std::is_convertible_v<Number, OtherNumber>);
static_assert(!std::is_constructible_v<Number, OtherNumber>);
static_assert(!std::is_convertible_v<int, Number>);
static_assert(!std::is_convertible_v<Number, int>);

TEST_CASE("Strong: holds its value", "[strong]") {
  CHECK(Name{"a"}.value() == "a");
  CHECK(Number{}.value() == 0);
  CHECK(Strong<struct OwnerTag, std::unique_ptr<int>>{std::make_unique<int>(3)}.value() != nullptr);
}

TEST_CASE("Strong: compares as its value does", "[strong]") {
  CHECK(Number{1} == Number{1});
  CHECK(Number{1} != Number{2});
  CHECK(Number{1} < Number{2});
  CHECK(Name{"b"} > Name{"a"});
}

TEST_CASE("Strong: is a key of hash tables", "[strong]") {
  const std::unordered_set<Name> names{Name{"a"}, Name{"b"}, Name{"a"}};
  CHECK(names.size() == 2);
  CHECK(names.contains(Name{"b"}));
}

}  // namespace
}  // namespace sfn
