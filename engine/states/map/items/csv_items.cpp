#include "engine/states/map/items/csv_items.h"

#include <algorithm>
#include <set>
#include <utility>

#include "api-models/quotas.h"
#include "base/java/hash_order.h"
#include "base/java/utf8.h"
#include "base/utf8.h"

namespace sfn::engine {
namespace {

// What ends a run of characters that stand for themselves.
std::size_t plain_run(std::string_view bytes, char delimiter) {
  const char stops[] = {delimiter, '\n', '\r'};
  return std::min(bytes.find_first_of(std::string_view(stops, std::size(stops))), bytes.size());
}

// Java reads a file as UTF-8 and puts U+FFFD in the place of what is none.
std::string as_text(std::string field) {
  return first_non_utf8(field) == field.size() ? std::move(field) : java_utf8_text(field);
}

}  // namespace

CsvItems::CsvItems(CsvFormat format) : format_(std::move(format)) {}

StateResult<ItemParser::Scanned> CsvItems::scan(std::string_view bytes) {
  if (format_.headers && !knows_headers_) {
    SFN_TRY(const std::optional<Json> none, take_headers(*std::exchange(format_.headers, {})));
    (void)none;
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Taken taken = take(bytes.substr(at));
    at += taken.bytes;
    row_bytes_ += taken.bytes;
    if (row_bytes_ > kLargestItemBytes) return sfn::unexpected(item_too_large());
    if (!taken.ends_row) continue;
    SFN_TRY(std::optional<Json> item, take_row());
    if (item) return Scanned{at, std::move(item)};
  }
  return Scanned{at};
}

CsvItems::Taken CsvItems::take(std::string_view bytes) {
  const char first = bytes.front();
  if (std::exchange(is_behind_return_, false) && first == '\n') return {1};
  is_in_row_ = true;
  if (at_ == At::Quoted) {
    const std::size_t quote = std::min(bytes.find('"'), bytes.size());
    field_ += bytes.substr(0, quote);
    if (quote == bytes.size()) return {quote};
    at_ = At::QuoteInQuoted;
    return {quote + 1};
  }
  if (first == '"' && at_ != At::Plain) {
    if (at_ == At::QuoteInQuoted) field_ += '"';
    at_ = At::Quoted;
    return {1};
  }
  if (first == format_.delimiter) {
    end_field();
    return {1};
  }
  if (first == '\n' || first == '\r') {
    is_behind_return_ = first == '\r';
    return {1, true};
  }
  // Against RFC 4180 more may follow behind the closing quote; what AWS makes of it is not known.
  at_ = At::Plain;
  const std::size_t run = plain_run(bytes, format_.delimiter);
  field_ += bytes.substr(0, run);
  return {run};
}

void CsvItems::end_field() {
  row_.push_back(as_text(std::exchange(field_, {})));
  at_ = At::FieldStart;
}

StateResult<std::optional<Json>> CsvItems::end() {
  if (at_ == At::Quoted) {
    // AWS's words are not known.
    return sfn::unexpected(item_reader_failed("The last quoted field of the CSV file has no end."));
  }
  if (!is_in_row_) return std::nullopt;
  return take_row();
}

StateResult<std::optional<Json>> CsvItems::take_row() {
  end_field();
  is_in_row_ = false;
  row_bytes_ = 0;
  std::vector<std::string> row = std::exchange(row_, {});
  if (!knows_headers_) return take_headers(std::move(row));
  // Observed: a cell that is missing is empty, one that is too many is dropped.
  const std::vector<std::string>& headers = *format_.headers;
  row.resize(headers.size());
  Json::Members members;
  members.reserve(headers.size());
  for (const std::size_t index : order_)
    members.emplace_back(headers[index], Json::string(std::move(row[index])));
  return Json::object(std::move(members));
}

// Observed: the members of an item are in the order of a Java HashMap ("0,True,{}" comes as 0, {},
// True).
StateResult<std::optional<Json>> CsvItems::take_headers(std::vector<std::string> headers) {
  std::size_t bytes = 0;
  for (const std::string& header : headers) bytes += header.size();
  // AWS "ReaderConfig": headers of up to 10 KiB. The words are not known.
  if (bytes > api::quotas::kCsvHeaderBytes) {
    return sfn::unexpected(item_reader_failed("The CSV headers have more than " +
                                              std::to_string(api::quotas::kCsvHeaderBytes) +
                                              " bytes."));
  }
  if (std::set<std::string_view>(headers.begin(), headers.end()).size() < headers.size())
    return sfn::unexpected(item_reader_failed("CSV headers cannot contain duplicates."));
  order_ = java_hash_order(std::vector<std::string_view>(headers.begin(), headers.end()));
  format_.headers = std::move(headers);
  knows_headers_ = true;
  return std::nullopt;
}

}  // namespace sfn::engine
