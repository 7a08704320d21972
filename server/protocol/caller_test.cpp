#include "server/protocol/caller.h"

#include "base/testing/catch.h"

namespace sfn::server {
namespace {

const api::Owner kDefaults{"123456789012", "us-east-1"};

std::string caller(std::string_view authorization) {
  const api::Owner owner = caller_of(authorization, kDefaults);
  return owner.account + " " + owner.region;
}

}  // namespace

TEST_CASE("caller: account and region come from the credential scope", "[server][protocol]") {
  CHECK(caller("AWS4-HMAC-SHA256 Credential=999999999999/20260101/eu-west-1/states/aws4_request, "
               "SignedHeaders=host, Signature=0") == "999999999999 eu-west-1");
  CHECK(caller("AWS4-HMAC-SHA256 Credential=999999999999/20260101/eu-west-1/states/aws4_request") ==
        "999999999999 eu-west-1");
  // Some clients put no blank behind the comma, some another order.
  CHECK(caller("AWS4-HMAC-SHA256 "
               "SignedHeaders=host,Credential=999999999999/20260101/eu-west-1/states/"
               "aws4_request,Signature=0") == "999999999999 eu-west-1");
}

TEST_CASE("caller: what is no account or no region is the default's, each for itself",
          "[server][protocol]") {
  CHECK(caller("Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/states/aws4_request") ==
        "123456789012 eu-west-1");
  CHECK(caller("Credential=1234567890123/20260101/eu-west-1/states/aws4_request") ==
        "123456789012 eu-west-1");
  CHECK(caller("Credential=999999999999/20260101//states/aws4_request") ==
        "999999999999 us-east-1");
  CHECK(caller("Credential=999999999999/20260101/a:b/states/aws4_request") ==
        "999999999999 us-east-1");
  CHECK(caller("Credential=999999999999/20260101/EU/states/aws4_request") ==
        "999999999999 us-east-1");
}

TEST_CASE("caller: without a credential scope everything is the default's", "[server][protocol]") {
  for (const char* const text : {"", "Bearer token", "Credential=", "Credential=999999999999",
                                 "Credential=999999999999/x/eu-west-1/states",
                                 "Credential=999999999999/x/eu-west-1/states/aws4_request/more"}) {
    CAPTURE(text);
    CHECK(caller(text) == "123456789012 us-east-1");
  }
}

TEST_CASE("caller: an account has twelve digits, a region the letters of one",
          "[server][protocol]") {
  CHECK(is_account("000000000000"));
  CHECK_FALSE(is_account("00000000000"));
  CHECK_FALSE(is_account("00000000000a"));
  CHECK(is_region("us-gov-west-1"));
  CHECK(is_region("local"));
  CHECK_FALSE(is_region(""));
  CHECK_FALSE(is_region("1-us"));
  CHECK_FALSE(is_region(std::string(33, 'a')));
}

}  // namespace sfn::server
