#pragma once
// Operation: a row of the registry, and serve<>, which makes one of an action's function. The
// function takes the action's input struct and returns its output struct; decoding and encoding are
// the field tables' business. An action that only reads is an ordinary function; one that waits for
// a commit is a coroutine.
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "api-models/codec/shape.h"
#include "server/operations/app.h"

namespace sfn::server {

// Whether the client still waits for its answer; to be asked on the executor of the request. Only
// for actions that let it wait long.
using ClientPresence = std::function<bool()>;

// The answer's body, or the error.
using Reply = api::ApiResult<std::string>;

struct Operation {
  std::string_view name;
  // Exactly one of the two is set.
  Reply (*answer)(const Json& body, const api::Owner& caller, App& app) = nullptr;
  boost::asio::awaitable<Reply> (*answer_later)(Json body, api::Owner caller, ClientPresence client,
                                                App& app) = nullptr;
};

namespace detail {

template <auto Function>
struct Served;

template <typename Input, typename Output,
          api::ApiResult<Output> (*Function)(Input, const api::Owner&, App&)>
struct Served<Function> {
  static Reply answer(const Json& body, const api::Owner& caller, App& app) {
    SFN_TRY(Input input, api::decode<Input>(body));
    SFN_TRY(const Output output, Function(std::move(input), caller, app));
    return api::encode(output);
  }
  static constexpr Operation row(std::string_view name) { return {name, &answer, nullptr}; }
};

template <typename Input, typename Output,
          boost::asio::awaitable<api::ApiResult<Output>> (*Function)(Input, api::Owner, App&)>
struct Served<Function> {
  static boost::asio::awaitable<Reply> answer(Json body, api::Owner caller, ClientPresence,
                                              App& app) {
    SFN_CO_TRY(Input input, api::decode<Input>(body));
    SFN_CO_TRY(const Output output, co_await Function(std::move(input), std::move(caller), app));
    co_return api::encode(output);
  }
  static constexpr Operation row(std::string_view name) { return {name, nullptr, &answer}; }
};

template <typename Input, typename Output,
          boost::asio::awaitable<api::ApiResult<Output>> (*Function)(Input, api::Owner,
                                                                     ClientPresence, App&)>
struct Served<Function> {
  static boost::asio::awaitable<Reply> answer(Json body, api::Owner caller, ClientPresence client,
                                              App& app) {
    SFN_CO_TRY(Input input, api::decode<Input>(body));
    SFN_CO_TRY(const Output output,
               co_await Function(std::move(input), std::move(caller), std::move(client), app));
    co_return api::encode(output);
  }
  static constexpr Operation row(std::string_view name) { return {name, nullptr, &answer}; }
};

}  // namespace detail

template <auto Function>
constexpr Operation serve(std::string_view name) {
  return detail::Served<Function>::row(name);
}

}  // namespace sfn::server
