#pragma once
// Overloaded: visits a std::variant with one lambda for each alternative; a new alternative then
// fails to compile.
namespace sfn {

template <typename... Callables>
struct Overloaded : Callables... {
  using Callables::operator()...;
};
template <typename... Callables>
Overloaded(Callables...) -> Overloaded<Callables...>;

}  // namespace sfn
