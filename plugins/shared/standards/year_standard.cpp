#include "standards/year_standard.h"

#include <algorithm>
#include <string>

#include <termwise/text.hpp>

namespace termwise::standards {
namespace {

constexpr std::string_view kAlone = "alone";        // attainment decides without progress
constexpr std::string_view kSeparate = "separate";  // so does each of several
constexpr std::string_view kProgress = "progress";  // the limb of a test
constexpr std::string_view kOptedIn = "opted-in";   // the same of a test for schools that opted for it
constexpr std::string_view kSignificance = "significance";

struct Keyword {
  std::string_view within;
  Joined joined;
};
constexpr Keyword kKeywords[] = {
    {"and", Joined::all}, {"any-sig1", Joined::any_sig1}, {"any-each-sig", Joined::any_each_sig}};

class Reader {
 public:
  Reader(const Stage& stage, const Standard& standard, std::string_view called, int year, const Own& own)
      : stage_(stage), standard_(standard), called_(called), year_(year), own_(own) {}

  YearStandard read() const {
    YearStandard read;
    read.year = year_;
    if (const Threshold* row = standard_.threshold("cohort", stage_.cohort.code)) read.cohort = *row;
    for (const Threshold& row : standard_.limb("attainment")) {
      if (row.within == kSeparate)
        read.separate.push_back(test(row, kProgress));
      else if (!read.test)
        read.test = test(row, kProgress);
      else
        throw Failure(called() + " has more than one attainment threshold that is not \"separate\": correct " +
                      "config/standards.");
    }
    for (const Yardstick& yardstick : stage_.yardsticks)
      if (yardstick.attainment.empty()) read_score(yardstick, read);
    if (!read.test && read.separate.empty()) throw Failure(nothing_to_ask());
    // Since there is a progress limb, small schools are exempt.
    if (read.test && read.test->joined != Joined::none && !read.cohort)
      throw Failure(lacks("cohort", stage_.cohort.code));
    return read;
  }

 private:
  // A test of a score alone: of every school, or of those that opted for it.
  void read_score(const Yardstick& yardstick, YearStandard& read) const {
    const std::string_view measure = yardstick.subjects.front().measure;
    Test test{&yardstick, {}, {}, {}, {}, {}};
    if (standard_.threshold(kOptedIn, measure) != nullptr) {
      add_progress(kOptedIn, test);
      read.opted_in = std::move(test);
    } else if (standard_.threshold(kProgress, measure) != nullptr) {
      add_progress(kProgress, test);
      read.test = std::move(test);
    }
  }

  Test test(const Threshold& attainment, std::string_view limb) const {
    Test test{&yardstick_of(attainment), own(attainment), {}, {}, {}, {}};
    if (attainment.within == kAlone || attainment.within == kSeparate) return test;
    add_progress(limb, test);
    return test;
  }

  void add_progress(std::string_view limb, Test& test) const {
    const auto& subjects = test.yardstick->subjects;
    // Medians combine by "and": a standard that lacks all of them still has such a limb, which then nobody can judge.
    const bool may_lack = !subjects.empty() && subjects.front().unit == Percent::name;
    if (may_lack) test.joined = Joined::all;
    std::string_view keyword;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      const Threshold* row = standard_.threshold(limb, subjects[i].measure);
      if (row == nullptr && may_lack) continue;
      if (row == nullptr) throw Failure(lacks(limb, subjects[i].measure));
      test.joined = joined(*row, keyword);
      keyword = row->within;
      test.progress[i] = own(*row);
      test.coverage[i] = optional("coverage", subjects[i].coverage);
      test.significance[i] = optional(kSignificance, subjects[i].upper);
      if (test.joined == Joined::all) continue;
      if (!test.coverage[i]) throw Failure(lacks("coverage", subjects[i].coverage));
      if (!test.significance[i]) throw Failure(lacks(kSignificance, subjects[i].upper));
    }
  }

  Joined joined(const Threshold& row, std::string_view before) const {
    const auto* const found = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                           [&](const Keyword& keyword) { return keyword.within == row.within; });
    if (found != std::end(kKeywords) && (before.empty() || before == row.within)) return found->joined;
    throw Failure(called() + " combines its progress thresholds by \"" + std::string(row.within) + "\"" +
                  (before.empty() ? std::string() : " and by \"" + std::string(before) + "\"") +
                  ", and this rule knows \"and\", \"any-sig1\" and \"any-each-sig\", one of them for all: correct "
                  "config/standards, or use a plugin for that standard.");
  }

  const Yardstick& yardstick_of(const Threshold& attainment) const {
    for (const Yardstick& yardstick : stage_.yardsticks)
      if (yardstick.attainment == attainment.measure) return yardstick;
    throw Failure(called() + " has an attainment threshold for " + std::string(attainment.measure) +
                  ", which this rule does not know: correct config/standards, or use a plugin for that standard.");
  }

  std::optional<Threshold> optional(std::string_view limb, std::string_view measure) const {
    const Threshold* row = measure.empty() ? nullptr : standard_.threshold(limb, measure);
    return row == nullptr ? std::nullopt : std::optional(*row);
  }

  Threshold own(const Threshold& threshold) const {
    for (const auto& [measure, value] : own_)
      if (measure == threshold.measure) return set_by_the_la(threshold, value);
    return threshold;
  }

  std::string called() const { return "The " + std::string(called_) + " of " + academic_year(year_); }
  std::string lacks(std::string_view limb, std::string_view measure) const {
    return called() + " has no " + std::string(limb) + " threshold for " + std::string(measure) +
           ", which this rule needs: add the row to config/standards.";
  }
  std::string nothing_to_ask() const {
    std::string measures;
    for (const Yardstick& yardstick : stage_.yardsticks)
      if (!yardstick.attainment.empty())
        measures += (measures.empty() ? "" : " or ") + std::string(yardstick.attainment);
    return called() + " has no attainment threshold for " + measures +
           ", and no threshold of a score that decides alone: add the row to config/standards.";
  }

  const Stage& stage_;
  const Standard& standard_;
  std::string_view called_;
  int year_;
  const Own& own_;
};

}  // namespace

YearStandard read_year(const Stage& stage, const Standard& standard, std::string_view called, int year,
                       const Own& own) {
  return Reader(stage, standard, called, year, own).read();
}

}  // namespace termwise::standards
