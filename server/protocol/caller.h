#pragma once
// Who calls. Any credentials are accepted, none too; they only say whose machines are meant.
#include <string_view>

#include "api-models/arn.h"

namespace sfn::server {

// From the Authorization header: the region of the credential scope where it is well-formed, and
// the access key id as the account where it is exactly twelve digits. What it does not say is the
// default's.
[[nodiscard]] api::Owner caller_of(std::string_view authorization, const api::Owner& defaults);

// Whether the text can be an account or a region in an ARN.
[[nodiscard]] bool is_account(std::string_view text);
[[nodiscard]] bool is_region(std::string_view text);

}  // namespace sfn::server
