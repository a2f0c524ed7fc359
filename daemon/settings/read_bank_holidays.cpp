// GOV.UK's bank-holidays.json, as it is downloaded. nlohmann-json is seen by this file only; its events are turned into
// a small tree with places, so that errors say where.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/visible_text.h"
#include "calendar/london.h"
#include "settings/sections.h"
#include "settings/text_file.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kDivision = "england-and-wales";
constexpr const char* kRemedy = "Download https://www.gov.uk/bank-holidays.json again and put it here as it is.";
// New Year's Day, Good Friday, Easter Monday, three in May and August, Christmas Day and Boxing Day: since 1978 no year
// had fewer (Banking and Financial Dealings Act 1971 and its proclamations).
constexpr std::size_t kFewestInYear = 8;

struct JsonValue {
  enum class Kind { object, array, text, other };
  Kind kind = Kind::other;
  std::size_t at = 0;  // byte at which it begins; of an object or array: its bracket
  std::string key;     // within an object
  std::string text;
  std::vector<JsonValue> values;

  const JsonValue* find(std::string_view wanted) const {
    const auto found = std::find_if(values.begin(), values.end(), [&](const JsonValue& v) { return v.key == wanted; });
    return found == values.end() ? nullptr : &*found;
  }
};

// Reads bytes and counts them, since the parser does not say where a value stands.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    *furthest_ = std::max(*furthest_, at_);
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view content, const char* const& furthest) : content_(content), furthest_(furthest) {}

  bool null() override { return other(); }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t) override { return other(); }
  bool number_unsigned(number_unsigned_t) override { return other(); }
  bool number_float(number_float_t, const string_t&) override { return other(); }
  bool binary(binary_t&) override { return other(); }
  bool string(string_t& text) override { return add({JsonValue::Kind::text, text_start(), {}, std::move(text), {}}); }
  bool key(string_t& text) override {
    key_ = std::move(text);
    if (open_.back()->find(key_) == nullptr) return true;
    return stop(text_start(), fmt::format("the key {} stands twice in this object. {}", quote(key_), kRemedy));
  }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    // The parser counts from 1 and names the last byte that it read.
    const std::size_t at = std::min(position == 0 ? 0 : position - 1, content_.size());
    return stop(at, at == content_.size()
                        ? fmt::format("this file ends in the middle: it was cut short. {}", kRemedy)
                        : fmt::format("this is not valid JSON: nothing that may stand here. {}", kRemedy));
  }

  JsonValue root;
  std::size_t stopped_at = 0;
  std::string stopped_because;  // empty: it was not

 private:
  std::size_t offset() const { return static_cast<std::size_t>(furthest_ - content_.data()); }

  // Where the text begins that has just been read: within it, a quotation mark follows an odd number of backslashes.
  std::size_t text_start() const {
    std::size_t at = std::min(offset(), content_.size()) - 1;
    while (at > 0) {
      --at;
      if (content_[at] != '"') continue;
      std::size_t backslashes = 0;
      while (backslashes < at && content_[at - 1 - backslashes] == '\\') ++backslashes;
      if (backslashes % 2 == 0) return at;
    }
    return at;
  }

  // Where the number or word begins that has just been read; behind a number the parser has read one byte more.
  std::size_t word_start() const {
    const auto in_word = [&](std::size_t at) {
      const char c = content_[at];
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.';
    };
    std::size_t at = std::min(offset(), content_.size());
    while (at > 0 && !in_word(at - 1)) --at;
    while (at > 0 && in_word(at - 1)) --at;
    return at;
  }

  bool other() { return add({JsonValue::Kind::other, word_start(), {}, {}, {}}); }

  bool add(JsonValue value) {
    if (open_.empty()) {
      root = std::move(value);
      return true;
    }
    if (++values_ > kMaximumJsonValues)
      return stop(value.at, fmt::format("this file has more than {} values, which bank holidays never need. {}",
                                        kMaximumJsonValues, kRemedy));
    if (open_.back()->kind == JsonValue::Kind::object) value.key = std::move(key_);
    open_.back()->values.push_back(std::move(value));
    return true;
  }

  bool open(JsonValue::Kind kind) {
    const std::size_t at = offset() - 1;
    if (open_.size() == kMaximumJsonNesting)
      return stop(at, fmt::format("brackets are nested more than {} deep here, which bank holidays never need. {}",
                                  kMaximumJsonNesting, kRemedy));
    if (!add({kind, at, {}, {}, {}})) return false;
    open_.push_back(open_.empty() ? &root : &open_.back()->values.back());
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool stop(std::size_t at, std::string message) {
    stopped_at = at;
    stopped_because = std::move(message);
    return false;
  }

  std::string_view content_;
  const char* const& furthest_;
  // A list grows only while it is the last one open, so that none of these moves.
  std::vector<JsonValue*> open_;
  std::string key_;
  std::size_t values_ = 0;
};

class BankHolidayFile {
 public:
  BankHolidayFile(std::string_view content, const std::string& file, Report& report, SharedDates& dates)
      : content_(content), file_(file), report_(report), dates_(dates) {}

  void read() {
    if (auto sound = check_text_file(content_, file_); !sound) {
      report_.error(*sound.error().where, sound.error().message);
      dates_.complete = false;
      return;
    }
    const char* furthest = content_.data();
    TreeBuilder builder(content_, furthest);
    const char* const end = content_.data() + content_.size();
    nlohmann::json::sax_parse(CountingIterator(content_.data(), &furthest), CountingIterator(end, &furthest), &builder);
    if (!builder.stopped_because.empty()) return refuse(builder.stopped_at, std::move(builder.stopped_because));
    read(builder.root);
  }

 private:
  void refuse(std::size_t at, std::string message) {
    report_.error(place(at), std::move(message));
    dates_.complete = false;
  }

  Location place(std::size_t at) const { return place_of(content_, at, file_); }

  void read(const JsonValue& root) {
    const JsonValue* division = root.kind == JsonValue::Kind::object ? root.find(kDivision) : nullptr;
    if (division == nullptr)
      return refuse(root.at, fmt::format("this is not GOV.UK's list of bank holidays: it has no division '{}'. {}",
                                         kDivision, kRemedy));
    const JsonValue* events = division->kind == JsonValue::Kind::object ? division->find("events") : nullptr;
    if (events == nullptr || events->kind != JsonValue::Kind::array)
      return refuse(division->at, fmt::format("the division '{}' has no list 'events'. {}", kDivision, kRemedy));
    if (events->values.empty())
      return refuse(events->at, fmt::format("the division '{}' has no bank holiday. {}", kDivision, kRemedy));
    for (const auto& event : events->values)
      if (!read_event(event)) return;
    check_years();
  }

  // False once there are too many.
  bool read_event(const JsonValue& event) {
    if (dates_.bank_holiday_entries++ >= kMaximumBankHolidays) {
      if (dates_.bank_holiday_entries == kMaximumBankHolidays + 1)
        refuse(event.at, fmt::format("the calendar files hold more than {} bank holidays. Remove those that are no "
                                     "longer needed.",
                                     kMaximumBankHolidays));
      complete_ = false;
      return false;
    }
    const JsonValue* date = text_of(event, "date");
    const JsonValue* title = date == nullptr ? nullptr : text_of(event, "title");
    const auto day = title == nullptr ? std::nullopt : day_of(*date);
    if (!day || !check_title(*title)) {
      complete_ = false;
      return true;
    }
    first_in_year_.try_emplace(day->year(), event.at);
    ++in_year_[day->year()];
    const Location where = place(date->at);
    const auto [first, added] = dates_.bank_holiday_places.emplace(*day, BankHolidayPlace{where, title->text, true});
    if (added)
      dates_.bank_holidays.push_back({*day, title->text});
    else if (first->second.where.file == file_ || first->second.name != title->text)
      refuse(date->at, already_a_bank_holiday(*day, first->second, title->text));
    return true;
  }

  const JsonValue* text_of(const JsonValue& event, std::string_view key) {
    const JsonValue* found = event.kind == JsonValue::Kind::object ? event.find(key) : nullptr;
    if (found != nullptr && found->kind == JsonValue::Kind::text) return found;
    refuse(found != nullptr ? found->at : event.at,
           fmt::format("this bank holiday has no text '{}'. {}", key, kRemedy));
    return nullptr;
  }

  std::optional<calendar::Date> day_of(const JsonValue& date) {
    const auto day = calendar::parse_date(date.text);
    if (day && kFirstDate <= *day && *day <= kLastDate) return day;
    refuse(date.at, day ? fmt::format("the date {} must be from {} to {}. {}", date.text,
                                      calendar::to_string(kFirstDate), calendar::to_string(kLastDate), kRemedy)
                        : fmt::format("{} is not a day of the calendar, written like 2026-12-25. {}", quote(date.text),
                                      kRemedy));
    return std::nullopt;
  }

  bool check_title(const JsonValue& title) {
    if (const auto hidden = hidden_character(title.text)) {
      refuse(title.at, fmt::format("the character {}, which nobody sees, stands in the title of this bank holiday. {}",
                                   *hidden, kRemedy));
      return false;
    }
    const bool fits = title.text.size() <= kLongestEventName && !trim(title.text).empty();
    if (!fits)
      refuse(title.at, fmt::format("the title of this bank holiday is empty or longer than {} bytes. {}",
                                   kLongestEventName, kRemedy));
    return fits;
  }

  // A year with one bank holiday is taken for known, so half a year would make working days of the others.
  void check_years() {
    if (!complete_) return;
    for (const auto& [year, count] : in_year_)
      if (count < kFewestInYear)
        refuse(first_in_year_.at(year),
               fmt::format(
                   "{} has only {} here, and no year has fewer than {}: it is not whole. {}", static_cast<int>(year),
                   counted(static_cast<long long>(count), "bank holiday", "bank holidays"), kFewestInYear, kRemedy));
  }

  std::string_view content_;
  const std::string& file_;
  Report& report_;
  SharedDates& dates_;
  bool complete_ = true;  // false where an error hides a day: no year then lacks one
  std::map<std::chrono::year, std::size_t> in_year_;
  std::map<std::chrono::year, std::size_t> first_in_year_;  // byte
};

}  // namespace

void read_bank_holidays(std::string_view content, const std::string& file, Report& report, SharedDates& dates) {
  BankHolidayFile(content, file, report, dates).read();
}

}  // namespace termwise::settings
