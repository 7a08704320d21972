#pragma once
// Page tokens: where a list goes on. Opaque to the caller, and good only for the call that they
// came from: a token that is garbage, or belongs to a call with other parameters, is refused.
// Nothing is kept for them. Pure.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "api-models/errors.h"

namespace sfn::server {

// What a list is of: the action and the parameters that must not change between two pages.
using PageOf = std::initializer_list<std::string_view>;

[[nodiscard]] std::string make_page_token(PageOf of, std::string_view position);
[[nodiscard]] api::ApiResult<std::string> read_page_token(PageOf of, std::string_view token);

// For positions that are numbers. Without a token: nullopt.
[[nodiscard]] api::ApiResult<std::optional<std::int64_t>> read_page_number(
    PageOf of, const std::optional<std::string>& token);

// How many items a page has at most: AWS takes 0 for the default.
[[nodiscard]] std::size_t page_size(const std::optional<std::int64_t>& max_results);

}  // namespace sfn::server
