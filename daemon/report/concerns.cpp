#include "report/concerns.h"

#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;
using Day = std::chrono::year_month_day;

Json day_or_null(const std::optional<Day>& day) { return day ? Json(calendar::to_string(*day)) : Json(); }
Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

// "low attaining, results of 2008/09, on the register since 3 November 2008; not signed off"
std::string standing_in_words(const school::Concern& concern, Day today) {
  std::string text = fmt::format("{}, results of {}", code_in_words(concern.category), year_label(concern.year));
  if (concern.entered_on) text += fmt::format(", on the register since {}", long_date(*concern.entered_on));
  switch (concern.stage) {
    case school::ConcernStage::provisional:
      return text + "; the figures are provisional, so that it is not on the register yet";
    case school::ConcernStage::left:
      return fmt::format("{}; {} on {}", text,
                         concern.let_go       ? "let go"
                         : concern.entered_on ? "left"
                                              : "lapsed, since final figures did not bear it out,",
                         long_date(*concern.left_on));
    case school::ConcernStage::leaving:
      text += fmt::format("; {} towards leaving", counted(concern.negative_terms, "term counts", "terms count"));
      break;
    case school::ConcernStage::entered:
      break;
  }
  if (concern.overridden_on(today))
    text += fmt::format("; counted as {} until {}: {}", code_in_words(*concern.override_category),
                        long_date(*concern.override_until), *concern.override_reason);
  return text + (concern.signed_off_on(today) ? "; signed off" : "; not signed off");
}

std::string row_text(const school::Concern& concern, Day today) {
  return fmt::format("{:>5}  {:<11} {}  {} (URN {})\n       {}\n       Judged last on {}: {}.\n", concern.id,
                     name(concern.stage), concern.rule, concern.subject_name, concern.subject,
                     concern.sentence.empty() ? "The latest run has no sentence about it." : concern.sentence,
                     long_date(concern.judged_on), standing_in_words(concern, today));
}

Json row_json(const school::Concern& concern, Day today) {
  return {{"concern", concern.id},
          {"la", concern.la.text()},
          {"rule", concern.rule},
          {"urn", concern.subject},
          {"school", concern.subject_name},
          {"stage", name(concern.stage)},
          {"category", concern.category},
          {"category_today", concern.category_on(today)},
          {"year", year_label(concern.year)},
          {"run", concern.run.value},
          {"judged_on", calendar::to_string(concern.judged_on)},
          {"entered_on", day_or_null(concern.entered_on)},
          {"negative_terms", concern.negative_terms},
          {"signed_off", concern.signed_off_on(today)},
          {"override_category", text_or_null(concern.override_category)},
          {"override_until", day_or_null(concern.override_until)},
          {"left_on", day_or_null(concern.left_on)},
          {"let_go", concern.let_go},
          {"sentence", concern.sentence}};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kKinds{
    {{"provisional", "listed as {} by provisional figures"},
     {"entered", "entered as {}"},
     {"category", "changed to {}"},
     {"negative", "a term counts towards leaving {}"},
     {"stays", "listed again as {}"},
     {"left", "left ({})"},
     {"lapsed", "lapsed, since final figures did not bear out {}"},
     {"signed-off", "signed off as {}"},
     {"overridden", "overridden to {}"},
     {"lifted", "override lifted, {} again"},
     {"let-go", "let go ({})"}}};

std::string event_in_words(const ConcernEventRow& event) {
  for (const auto& [kind, words] : kKinds)
    if (kind == event.kind) return fmt::format(fmt::runtime(words), code_in_words(event.category));
  return event.kind;
}

std::string event_text(const ConcernEventRow& event) {
  std::string text = fmt::format("  {}: {}", long_minute(event.at), event_in_words(event));
  if (event.until) text += fmt::format(" until {}", long_date(*event.until));
  if (event.run != 0) return fmt::format("{} by run {}\n", text, event.run);
  return fmt::format("{} by {}: {}\n", text, event.author, event.reason);
}

}  // namespace

std::string concerns_text(const std::vector<school::Concern>& concerns, Day today) {
  std::string text;
  for (const auto& concern : concerns) text += row_text(concern, today);
  return text;
}

std::string concerns_json(const std::vector<school::Concern>& concerns, Day today) {
  Json list = Json::array();
  for (const auto& concern : concerns) list.push_back(row_json(concern, today));
  return list.dump(2) + "\n";
}

std::string concern_text(const ConcernStory& story, Day today) {
  std::string text = row_text(story.concern, today) + "\nWhat became of it:\n";
  for (const auto& event : story.events) text += event_text(event);
  return text;
}

std::string concern_json(const ConcernStory& story, Day today) {
  Json json = row_json(story.concern, today);
  json["events"] = Json::array();
  for (const auto& event : story.events)
    json["events"].push_back({{"at", long_minute(event.at)},
                              {"kind", event.kind},
                              {"category", event.category},
                              {"run", event.run != 0 ? Json(event.run) : Json()},
                              {"author", event.author.empty() ? Json() : Json(event.author)},
                              {"reason", event.reason.empty() ? Json() : Json(event.reason)},
                              {"until", day_or_null(event.until)}});
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
