#include <cmath>

#include <fmt/format.h>

#include "store/figures.h"
#include "web/pages.h"

namespace termwise::web {
namespace {

// A family of metrics in OpenMetrics 1.0 (section 3.2): its name says its unit, and a counter's samples end in _total.
struct Family {
  std::string_view figures;  // store::Figure::family
  std::string_view name;
  std::string_view type;
  std::string_view unit;
  std::string_view help;
  std::string_view key;  // the label that Figure::key is; empty: none
  bool by_la = false;
};

constexpr Family kFamilies[] = {
    {"occurrences", "termwise_occurrences", "gauge", "", "Occurrences of jobs by state.", "state"},
    {"due_and_not_started", "termwise_due_and_not_started", "gauge", "",
     "Occurrences that are due and have not started.", ""},
    {"oldest_due_age", "termwise_oldest_due_age_seconds", "gauge", "seconds",
     "For how long the oldest of these has been due; 0 where there is none.", ""},
    {"last_success", "termwise_job_last_success_timestamp_seconds", "gauge", "seconds",
     "When a job last succeeded, for each Local Authority; la is empty for files of no one Local Authority.", "job",
     true},
    {"last_failure", "termwise_job_last_failure_timestamp_seconds", "gauge", "seconds",
     "When a job last failed for good, for each Local Authority.", "job", true},
    {"unsettled_failures", "termwise_unsettled_failures", "gauge", "", "Failures that have not been made good.", "job"},
    {"messages", "termwise_messages", "gauge", "", "E-mails by state.", "state"},
    {"oldest_waiting_message_age", "termwise_oldest_waiting_message_age_seconds", "gauge", "seconds",
     "For how long the oldest e-mail that is not sent yet has waited; 0 where there is none.", ""},
    {"batches", "termwise_batches", "counter", "", "Files that have been loaded.", ""},
    {"daemons", "termwise_daemons", "gauge", "", "Daemons that gave a sign of life within the last ten minutes.", ""},
    {"runs", "termwise_runs", "counter", "", "Runs of plugins that have ended for good, by state.", "state"},
};

// A label's value between its quotation marks.
std::string escaped_label(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\' || c == '"') escaped += '\\';
    if (c == '\n')
      escaped += "\\n";
    else
      escaped += c;
  }
  return escaped;
}

void add_head(std::string& text, const Family& family) {
  text += fmt::format("# TYPE {} {}\n", family.name, family.type);
  if (!family.unit.empty()) text += fmt::format("# UNIT {} {}\n", family.name, family.unit);
  text += fmt::format("# HELP {} {}\n", family.name, family.help);
}

void add_sample(std::string& text, const Family& family, const store::Figure& figure) {
  std::string labels;
  if (family.by_la) labels += fmt::format("la=\"{}\"", escaped_label(figure.la));
  if (!family.key.empty())
    labels += fmt::format("{}{}=\"{}\"", labels.empty() ? "" : ",", family.key, escaped_label(figure.key));
  const bool whole = figure.value == std::floor(figure.value);
  text += fmt::format("{}{}{} {}\n", family.name, family.type == "counter" ? "_total" : "",
                      labels.empty() ? labels : "{" + labels + "}",
                      whole ? fmt::format("{:.0f}", figure.value) : fmt::format("{:.3f}", figure.value));
}

}  // namespace

Result<Response> metrics(const PageContext& context) {
  TERMWISE_TRY(const auto figures, store::read_figures(context.reader));
  std::string text = "# TYPE termwise_build info\n# HELP termwise_build Which Termwise this is.\n";
  text += fmt::format("termwise_build_info{{version=\"{}\"}} 1\n", escaped_label(context.version));
  for (const auto& family : kFamilies) {
    add_head(text, family);
    for (const auto& figure : figures)
      if (figure.family == family.figures) add_sample(text, family, figure);
  }
  text += "# EOF\n";
  Response response;
  response.content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  response.body = std::move(text);
  return response;
}

}  // namespace termwise::web
