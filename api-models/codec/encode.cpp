#include "api-models/codec/shape.h"

namespace sfn::api {

void Encoder::separate() {
  if (needs_comma_) text_ += ',';
}

void Encoder::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
}

void Encoder::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
}

void Encoder::key(std::string_view name) {
  separate();
  text_ += '"';
  text_ += name;
  text_ += "\":";
  needs_comma_ = false;
}

void Encoder::map_key(std::string_view name) {
  separate();
  append_json_string(text_, name);
  text_ += ':';
  needs_comma_ = false;
}

void Encoder::value(std::string_view text) {
  separate();
  append_json_string(text_, text);
  needs_comma_ = true;
}

void Encoder::value(double number) { raw(Json::number(number).number_text()); }

void Encoder::raw(std::string_view json) {
  separate();
  text_ += json;
  needs_comma_ = true;
}

}  // namespace sfn::api
