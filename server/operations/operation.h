#pragma once
// Operation: a row of the registry, and serve<>, which makes one of an action's function. The
// function takes the action's input struct and returns its output struct; decoding and encoding are
// the field tables' business. An action that only reads is an ordinary function; one that waits for
// a commit is a coroutine.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "api-models/codec/shape.h"
#include "server/operations/app.h"

namespace sfn::server {

// Whether the client still waits for its answer. Only for actions that let it wait long.
struct ClientPresence {
  std::function<bool()> is_there;         // to be asked on the executor of the request
  boost::asio::cancellation_slot gone{};  // not connected: the caller's own cancellation says it
};

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

// What is waited for is cut when the client goes away. A session's own coroutine has no
// cancellation, which would cost each of its waits something.
template <typename T>
boost::asio::awaitable<T> until_gone(boost::asio::awaitable<T> answer,
                                     boost::asio::cancellation_slot gone) {
  if (!gone.is_connected()) co_return co_await std::move(answer);
  const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
  auto spawned =
      boost::asio::co_spawn(executor, std::move(answer),
                            boost::asio::bind_cancellation_slot(gone, boost::asio::use_awaitable));
  co_return co_await std::move(spawned);
}

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
    const boost::asio::cancellation_slot gone = client.gone;
    auto answer = Function(std::move(input), std::move(caller), std::move(client), app);
    SFN_CO_TRY(const Output output, co_await until_gone(std::move(answer), gone));
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
