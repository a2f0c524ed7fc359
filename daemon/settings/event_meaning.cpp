#include "settings/event_meaning.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace termwise::settings {
namespace {

using calendar::TermName;
using Words = std::vector<std::string>;
using WordList = std::vector<std::string_view>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// What may stand between words, apart from white space: dashes of three lengths among them.
std::size_t separator_length(std::string_view text) {
  constexpr std::string_view kSingle = " -:;,.()[]/&_";
  if (kSingle.find(text.front()) != std::string_view::npos) return 1;
  for (const std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x90", "\xE2\x80\x91", "\xC2\xA0"})
    if (text.starts_with(dash)) return dash.size();
  return 0;
}

std::size_t apostrophe_length(std::string_view text) {
  for (const std::string_view mark : {"'", "\xE2\x80\x99"})
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

// Lower-case words and numbers; "1st" is one, "term1" two. Empty where anything else stands in the title.
Words words_of(std::string_view title) {
  Words words;
  bool within = false;
  while (!title.empty()) {
    char c = title.front();
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter(c) || is_digit(c)) {
      const bool goes_on = within && !(is_digit(c) && is_letter(words.back().back()));
      if (!goes_on) words.emplace_back();
      words.back() += c;
      within = true;
      title.remove_prefix(1);
    } else if (const std::size_t mark = apostrophe_length(title); mark != 0) {
      title.remove_prefix(mark);  // "teachers'" is "teachers"
    } else if (const std::size_t gap = separator_length(title); gap != 0) {
      title.remove_prefix(gap);
      within = false;
    } else {
      return {};
    }
  }
  return words;
}

bool is_number(const std::string& word, std::size_t digits) {
  return word.size() == digits && std::all_of(word.begin(), word.end(), is_digit);
}

bool is_in(const std::string& word, const WordList& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool all_in(const Words& words, const WordList& list) {
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return is_in(word, list); });
}

bool has(const Words& words, const WordList& run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

// Removes "2026" or "2026/27" from the words. False where two years contradict each other or there are more.
bool take_year(Words& words, EventMeaning& meaning) {
  for (std::size_t i = 0; i < words.size();) {
    if (!is_number(words[i], 4)) {
      ++i;
      continue;
    }
    if (meaning.year || meaning.academic_year) return false;
    const int first = std::stoi(words[i]);
    const bool short_second = i + 1 < words.size() && is_number(words[i + 1], 2);
    if (short_second || (i + 1 < words.size() && is_number(words[i + 1], 4))) {
      const int second = std::stoi(words[i + 1]);
      if (second != (short_second ? (first + 1) % 100 : first + 1)) return false;
      meaning.academic_year = AcademicYear::from_summer(first + 1);
      if (!meaning.academic_year) return false;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i + 1));
    } else {
      meaning.year = std::chrono::year(first);
    }
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return true;
}

std::optional<TermName> season_of(const std::string& word) {
  for (const TermName term : {TermName::autumn, TermName::spring, TermName::summer})
    if (word == name(term)) return term;
  return std::nullopt;
}

std::optional<std::chrono::month> month_of(const std::string& word) {
  static constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
  const auto* found = std::find(kMonths.begin(), kMonths.end(), word);
  if (found == kMonths.end()) return std::nullopt;
  return std::chrono::month(static_cast<unsigned>(found - kMonths.begin()) + 1);
}

bool is_bank_holiday(const Words& words) {
  if (has(words, {"bank", "holiday"}) || has(words, {"public", "holiday"}))
    return all_in(words, {"bank",      "public", "holiday",    "early",  "may",     "spring", "summer", "late",
                          "august",    "easter", "monday",     "good",   "friday",  "new",    "years",  "day",
                          "christmas", "boxing", "substitute", "school", "schools", "closed"});
  static const std::array<Words, 6> kNames{{{"good", "friday"},
                                            {"easter", "monday"},
                                            {"christmas", "day"},
                                            {"boxing", "day"},
                                            {"new", "years", "day"},
                                            {"may", "day"}}};
  return std::find(kNames.begin(), kNames.end(), words) != kNames.end();
}

// The words that are left after "half term" has been taken out of them, or none where it does not stand there.
std::optional<Words> without_half_term(Words words) {
  for (const auto& [first, second] : {std::pair("half", "term"), std::pair("mid", "term")})
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i] == first && words[i + 1] == second) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + 2));
        return words;
      }
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "halfterm" || words[i] == "midterm") {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      return words;
    }
  return std::nullopt;
}

bool take_half_term(const Words& words, EventMeaning& meaning) {
  const auto rest = without_half_term(words);
  if (!rest) return false;
  for (const auto& word : *rest) {
    if (const auto season = season_of(word); season && !meaning.term)
      meaning.term = season;
    else if (const auto month = month_of(word); month && !meaning.month)
      meaning.month = month;
    else if (!is_in(word, {"holiday", "holidays", "break", "week", "school", "schools", "closed", "term", "the"}))
      return false;
  }
  meaning.kind = EventKind::half_term;
  return true;
}

bool is_closure(const Words& words) {
  Words rest;
  for (const auto& word : words)
    if (!is_number(word, 1) && !is_number(word, 2)) rest.push_back(word);
  static const WordList kKnown{"inset", "in",     "service",  "staff",       "teacher",      "teachers",   "teaching",
                               "day",   "days",   "training", "development", "professional", "occasional", "non",
                               "pupil", "pupils", "free",     "school",      "schools",      "closed",     "closure",
                               "to",    "for",    "all",      "only",        "the",          "no"};
  if (!all_in(rest, kKnown)) return false;
  if (is_in("no", WordList(rest.begin(), rest.end())) && !has(rest, {"no", "pupils"})) return false;
  const bool day = has(rest, {"day"}) || has(rest, {"days"});
  return has(rest, {"inset"}) || has(rest, {"in", "service"}) || has(rest, {"school", "closed"}) ||
         has(rest, {"schools", "closed"}) || has(rest, {"school", "closure"}) || has(rest, {"closure", "day"}) ||
         (day && (has(rest, {"training"}) || has(rest, {"development"}) || has(rest, {"occasional"}) ||
                  has(rest, {"non", "pupil"}) || has(rest, {"pupil", "free"}) || has(rest, {"staff"})));
}

bool is_holiday(const Words& words) {
  static const WordList kWhich{"christmas", "easter", "summer", "winter"};
  static const WordList kWhat{"holiday", "holidays", "break", "vacation"};
  const auto names = [&](const WordList& list) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return is_in(word, list); });
  };
  return names(kWhich) && names(kWhat) &&
         all_in(words, {"christmas", "easter", "summer", "winter", "holiday", "holidays", "break", "vacation", "school",
                        "schools", "closed", "the"});
}

// "S" for a season, "1" for "first" and so on, ">" for a start, "<" for an end; what says nothing is left out.
Words in_signs(const Words& words, EventMeaning& meaning) {
  static const std::map<std::string, std::string, std::less<>> kSigns{
      {"1st", "1"},    {"first", "1"},  {"one", "1"},       {"2nd", "2"},    {"second", "2"}, {"two", "2"},
      {"three", "3"},  {"four", "4"},   {"five", "5"},      {"six", "6"},    {"start", ">"},  {"starts", ">"},
      {"begin", ">"},  {"begins", ">"}, {"beginning", ">"}, {"opens", ">"},  {"end", "<"},    {"ends", "<"},
      {"ending", "<"}, {"finish", "<"}, {"finishes", "<"},  {"closes", "<"}, {"last", "l"}};
  Words signs;
  for (const auto& word : words) {
    if (const auto season = season_of(word); season && !meaning.term) {
      meaning.term = season;
      signs.emplace_back("S");
    } else if (const auto sign = kSigns.find(word); sign != kSigns.end()) {
      signs.push_back(sign->second);
    } else if (!is_in(word, {"the", "of", "for", "school", "schools", "part", "academic", "year", "dates"})) {
      signs.push_back(word);
    }
  }
  return signs;
}

// "S term", "S 2", "term 4": which term, and which half of it.
bool take_stretch(const Words& signs, EventMeaning& meaning) {
  const std::string text = fmt::format("{}", fmt::join(signs, " "));
  if (text == "S term" || text == "term S") return true;
  for (const int part : {1, 2}) {
    const std::string number = std::to_string(part);
    for (const std::string_view form : {"S #", "S term #", "S # half", "S term # half", "# half S", "# half S term"}) {
      std::string wanted(form);
      wanted.replace(wanted.find('#'), 1, number);
      meaning.part = part;
      if (text == wanted) return true;
    }
  }
  meaning.part = 0;
  if (signs.size() != 2 || signs[0] != "term" || signs[1].size() != 1 || signs[1] < "1" || signs[1] > "6") return false;
  const int number = signs[1][0] - '1';
  meaning.term = static_cast<TermName>(number / 2);
  meaning.part = number % 2 + 1;
  return true;
}

bool take_term(const Words& words, EventMeaning& meaning) {
  const Words signs = in_signs(words, meaning);
  if (take_stretch(signs, meaning)) return true;
  struct Mark {
    Words signs;
    EventKind kind;
  };
  static const std::array<Mark, 4> kMarks{{{{">"}, EventKind::term_start},
                                           {{"1", "day"}, EventKind::term_start},
                                           {{"<"}, EventKind::term_end},
                                           {{"l", "day"}, EventKind::term_end}}};
  for (const auto& [mark, kind] : kMarks) {
    if (signs.size() <= mark.size()) continue;
    const auto length = static_cast<std::ptrdiff_t>(mark.size());
    meaning.kind = kind;
    if (std::equal(mark.begin(), mark.end(), signs.begin()) &&
        take_stretch(Words(signs.begin() + length, signs.end()), meaning))
      return true;
    if (std::equal(mark.begin(), mark.end(), signs.end() - length) &&
        take_stretch(Words(signs.begin(), signs.end() - length), meaning))
      return true;
  }
  return false;
}

}  // namespace

std::optional<EventMeaning> meaning_of(std::string_view title) {
  EventMeaning meaning;
  Words words = words_of(title);
  if (words.empty() || !take_year(words, meaning)) return std::nullopt;
  const auto is = [&](EventKind kind) {
    meaning.kind = kind;
    return meaning;
  };
  if (is_bank_holiday(words)) return is(EventKind::bank_holiday);
  EventMeaning half_term = meaning;
  if (take_half_term(words, half_term)) return half_term;
  if (is_closure(words)) return is(EventKind::closure);
  if (is_holiday(words)) return is(EventKind::holiday);
  meaning.kind = EventKind::term;
  if (take_term(words, meaning)) return meaning;
  return std::nullopt;
}

}  // namespace termwise::settings
