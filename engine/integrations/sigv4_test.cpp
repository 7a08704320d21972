#include "engine/integrations/sigv4.h"

#include "base/testing/catch.h"

namespace sfn::engine {
namespace {

using namespace std::chrono_literals;

// AWS "Signature Version 4 test suite" and "Create a signed request": the credentials and the
// instant of the examples.
const Credentials kExample{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", std::nullopt};
constexpr std::chrono::sys_seconds kExampleTime =
    std::chrono::sys_days{std::chrono::year{2015} / 8 / 30} + 12h + 36min;

std::string authorization(const HttpRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (name == "Authorization") return value;
  }
  return {};
}

std::string signature_of(HttpRequest request, const Credentials& credentials,
                         const SigningScope& scope) {
  sign_v4(request, credentials, scope);
  const std::string text = authorization(request);
  return text.substr(text.rfind('=') + 1);
}

HttpRequest example(std::string method, std::string target) {
  HttpRequest request;
  request.method = std::move(method);
  request.scheme = "https";
  request.host = "example.amazonaws.com";
  request.port = "443";
  request.target = std::move(target);
  return request;
}

}  // namespace

TEST_CASE("SigV4: signs AWS's published example of a request with parameters",
          "[integrations][sigv4]") {
  HttpRequest request = example("GET", "/?Action=ListUsers&Version=2010-05-08");
  request.host = "iam.amazonaws.com";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  sign_v4(request, kExample, {"us-east-1", "iam", kExampleTime});
  CHECK(authorization(request) ==
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date, "
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

TEST_CASE("SigV4: signs AWS's published simplest example", "[integrations][sigv4]") {
  CHECK(signature_of(example("GET", "/"), kExample, {"us-east-1", "service", kExampleTime}) ==
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

TEST_CASE("SigV4: parameters are signed in the order of their names, not of their text",
          "[integrations][sigv4]") {
  const SigningScope scope{"us-east-1", "service", kExampleTime};
  // As texts, "a-b=1" comes before "a=1".
  CHECK(signature_of(example("GET", "/?a-b=1&a=1"), kExample, scope) ==
        signature_of(example("GET", "/?a=1&a-b=1"), kExample, scope));
  CHECK(signature_of(example("GET", "/?flag"), kExample, scope) ==
        signature_of(example("GET", "/?flag="), kExample, scope));
  CHECK(signature_of(example("GET", "/?a=2"), kExample, scope) !=
        signature_of(example("GET", "/?a=1"), kExample, scope));
}

TEST_CASE("SigV4: blanks of a header's value do not count, but its words do",
          "[integrations][sigv4]") {
  const auto signature_with = [](const std::string& value) {
    HttpRequest request = example("POST", "/");
    request.headers = {{"X-Amz-Client-Context", value}};
    return signature_of(std::move(request), kExample, {"us-east-1", "lambda", kExampleTime});
  };
  CHECK(signature_with("a b") == signature_with("  a   b "));
  CHECK(signature_with("a b") != signature_with("ab"));
}

TEST_CASE("SigV4: a path is encoded a second time", "[integrations][sigv4]") {
  // AWS "Create a canonical request": every service but S3. Were it not, these two would be the
  // same.
  const SigningScope scope{"us-east-1", "lambda", kExampleTime};
  CHECK(signature_of(example("POST", "/functions/f%3A1"), kExample, scope) !=
        signature_of(example("POST", "/functions/f:1"), kExample, scope));
}

TEST_CASE("SigV4: adds the host as the connection has it, the date, and a session's token",
          "[integrations][sigv4]") {
  const auto header = [](const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
      if (key == name) return value;
    }
    return std::string("none");
  };
  Credentials credentials = kExample;
  credentials.session_token = "token";
  HttpRequest request = example("POST", "/");
  SECTION("a port that is not the scheme's own") {
    request.port = "3001";
    sign_v4(request, credentials, {"eu-west-1", "lambda", kExampleTime});
    CHECK(header(request, "Host") == "example.amazonaws.com:3001");
  }
  SECTION("the scheme's own port") {
    sign_v4(request, credentials, {"eu-west-1", "lambda", kExampleTime});
    CHECK(header(request, "Host") == "example.amazonaws.com");
  }
  SECTION("an address of IPv6") {
    request.host = "::1";
    request.port = "80";
    sign_v4(request, credentials, {"eu-west-1", "lambda", kExampleTime});
    CHECK(header(request, "Host") == "[::1]:80");
  }
  CHECK(header(request, "X-Amz-Date") == "20150830T123600Z");
  CHECK(header(request, "X-Amz-Security-Token") == "token");
  CHECK(authorization(request).find("SignedHeaders=host;x-amz-date;x-amz-security-token,") !=
        std::string::npos);
  CHECK(authorization(request).find("/20150830/eu-west-1/lambda/aws4_request") !=
        std::string::npos);
}

TEST_CASE("SigV4: neither the secret key nor a word of it leaves", "[integrations][sigv4]") {
  HttpRequest request = example("POST", "/");
  sign_v4(request, kExample, {"us-east-1", "lambda", kExampleTime});
  for (const auto& [name, value] : request.headers)
    CHECK(value.find("wJalrXUtnFEMI") == std::string::npos);
}

}  // namespace sfn::engine
