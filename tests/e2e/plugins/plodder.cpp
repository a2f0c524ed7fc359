// A sound plugin that takes its time over each school, so that its host lives long enough to be killed in the middle of
// its findings. The same facts give the same findings.
#include <chrono>
#include <thread>

#include <termwise/plugin.hpp>

namespace {

constexpr std::chrono::milliseconds kPauseAfterEachSchool{8};

class Plodder : public termwise::Plugin {
 public:
  termwise::Manifest manifest() const override {
    termwise::Manifest m;
    m.id = "plodder";
    m.version = "1.0.0";
    m.title = "A plugin for tests";
    m.needs = {{"school/1", 0, {}}, {"measure/1", 0, {"KS2_COHORT"}}};
    m.rules = {{"few-leavers", "floor-check", "1", "Few leavers", "nowhere", {"FEW", "NOT_KNOWN", "ENOUGH"}}};
    m.templates = {{"counted", "Did fewer than 30 pupils leave {school}? {answer}."}};
    return m;
  }

  void evaluate(const termwise::Facts& facts, termwise::Findings& findings) const override {
    const termwise::Threshold limit{
        "KS2_COHORT", termwise::Operator::less, termwise::Decimal(30), "cohort", "and", "set by a test", "", "local"};
    for (const termwise::School& school : facts.schools()) {
      termwise::Finding finding("few-leavers", school);
      switch (finding.compare(school.measure("KS2_COHORT", facts.year()), limit)) {
        case termwise::Truth::yes:
          answer(finding, "FEW", "Yes");
          break;
        case termwise::Truth::no:
          answer(finding, "ENOUGH", "No");
          break;
        case termwise::Truth::unknown:
          answer(finding, "NOT_KNOWN", "There is no figure");
          break;
      }
      finding.set_template("counted");
      finding.add_argument("school", school.called());
      findings.emit(finding);
      std::this_thread::sleep_for(kPauseAfterEachSchool);
    }
  }

 private:
  static void answer(termwise::Finding& finding, const char* outcome, const char* words) {
    finding.set_outcome(outcome);
    finding.add_argument("answer", words);
  }
};

}  // namespace

TERMWISE_PLUGIN(Plodder)
