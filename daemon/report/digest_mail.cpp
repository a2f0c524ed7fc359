#include "report/digest_mail.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "report/chart_text.h"
#include "report/mustache.h"
#include "report/page_links.h"
#include "report/texts.h"
#include "report/transfer_encoding.h"

namespace termwise::report {
namespace {

using nlohmann::json;

// A template shows nothing for what is false.
json text_or_nothing(const std::string& text) { return text.empty() ? json(false) : json(text); }

// What others wrote (a school's name, a file's) neither begins a line of its own nor turns the direction of ours.
void put_on_one_line(json& view) {
  constexpr std::size_t kWhole = std::string::npos;
  if (view.is_string()) view = plain_line(view.get<std::string>(), kWhole);
  if (view.is_structured())
    for (auto& part : view) put_on_one_line(part);
}

std::string_view heading_of(Change change, bool starting) {
  switch (change) {
    case Change::added:
      return starting ? "On the list" : "New on the list";
    case Change::changed:
      return "Changed";
    case Change::cleared:
      return "No longer on the list";
    case Change::still:
      break;
  }
  return "Still on the list by a new year's results";
}

std::string schools_in_words(std::size_t count) { return counted(static_cast<long long>(count), "school", "schools"); }

std::string quality_in_words(const LoadedFile& file) {
  std::vector<std::string> parts;
  if (file.errors > 0) parts.push_back(counted(file.errors, "error", "errors"));
  if (file.queries > 0) parts.push_back(counted(file.queries, "query", "queries") + " without a notepad explanation");
  return parts.empty() ? std::string("no errors and no open queries") : termwise::listed(parts);
}

class View {
 public:
  View(const Digest& digest, const Letter& letter) : digest_(digest), letter_(letter) {}

  json build(const std::optional<BarChart>& chart, const std::string& content_id) const {
    const auto day = calendar::london_date(digest_.now);
    json view{{"heading", sentence_case(bottom_line(digest_))},
              {"la_name", digest_.la_name},
              {"date", long_date(day)},
              {"starting", digest_.starting()},
              {"nothing_new", digest_.empty()},
              {"told_on", digest_.told_on ? long_date(*digest_.told_on) : std::string()},
              {"told_on_or_ever", digest_.told_on ? long_date(*digest_.told_on) : std::string("Termwise was set up")},
              {"as_before", as_before()},
              {"link", link(findings_path(digest_.la_code))},
              {"problems", digest_.problems},
              {"quality_link", link(quality_path(digest_.la_code))},
              {"role", letter_.role},
              {"schedule", letter_.schedule},
              {"owner", letter_.owner},
              {"owner_address", letter_.owner_address},
              {"stop_link", letter_.stop_token.empty() ? json(false) : link(stop_path(letter_.stop_token))},
              {"has_files", !digest_.files.empty()}};
    view["chart"] = chart ? json{{"words", bar_chart_in_words(*chart)},
                                 {"content_id", content_id},
                                 {"width", kBarChartWidth},
                                 {"height", kBarChartHeight}}
                          : json(false);
    view["reminders"] = reminders_view();
    view["sections"] = json::array();
    for (const auto& section : digest_.sections) view["sections"].push_back(section_view(section));
    add_rules(view);
    view["files"] = json::array();
    for (const auto& file : digest_.files)
      view["files"].push_back({{"name", file.name},
                               {"source", file.source},
                               {"loaded", long_date(file.loaded)},
                               {"quality", quality_in_words(file)}});
    put_on_one_line(view);
    return view;
  }

 private:
  json link(const std::string& path) const {
    return letter_.public_url.empty() ? json(false) : json(letter_.public_url + path);
  }

  // A first digest knows no before, and says so.
  json as_before() const {
    if (digest_.starting()) return false;
    if (digest_.unchanged == 0 && !digest_.sections.empty()) return false;
    if (digest_.unchanged == 0) return "No school is on the list, as before";
    return fmt::format("{} {} on the list as before", schools_in_words(digest_.unchanged),
                       digest_.unchanged == 1 ? "is" : "are");
  }

  json reminders_view() const {
    if (digest_.reminders.empty() && digest_.open_reminders == 0) return false;
    json entries = json::array();
    for (const auto& entry : digest_.reminders)
      entries.push_back({{"id", entry.id},
                         {"kind", sentence_case(entry.kind)},
                         {"subject", entry.subject},
                         {"sentence", entry.sentence},
                         {"with", text_or_nothing(entry.with)}});
    const std::size_t more = digest_.reminders_in_all - digest_.reminders.size();
    return {{"open", digest_.open_reminders == 0
                         ? std::string("No reminder is open.")
                         : fmt::format("{} {} open.", counted(digest_.open_reminders, "reminder", "reminders"),
                                       digest_.open_reminders == 1 ? "is" : "are")},
            {"entries", std::move(entries)},
            {"more", more == 0 ? json(false) : json(more)}};
  }

  json section_view(const Section& section) const {
    json entries = json::array();
    for (const auto& entry : section.entries) entries.push_back(entry_view(entry));
    const std::size_t more = section.total - section.entries.size();
    return {{"heading", heading_of(section.change, digest_.starting())},
            {"schools", schools_in_words(section.schools)},
            {"entries", std::move(entries)},
            {"more", more == 0 ? json(false) : json(more)},
            {"link", link(findings_path(digest_.la_code))}};
  }

  json entry_view(const Entry& entry) const {
    json figures = json::array();
    for (const auto& figure : entry.figures)
      figures.push_back({{"label", figure.label}, {"observed", figure.observed}, {"threshold", figure.threshold}});
    return {{"school", entry.school},
            {"urn", entry.urn},
            {"rule_title", entry.rule_title},
            {"year", year_label(entry.year)},
            {"outcome", entry.outcome.empty() ? std::string("no longer judged") : code_in_words(entry.outcome)},
            {"sentence", entry.sentence},
            {"has_figures", !entry.figures.empty()},
            {"figures", std::move(figures)},
            {"interval", text_or_nothing(entry.interval)},
            {"cohort", text_or_nothing(entry.cohort)},
            {"since", text_or_nothing(entry.since)},
            {"before", text_or_nothing(entry.before)},
            {"link", link(entry.outcome.empty() ? school_path(digest_.la_code, entry.urn)
                                                : finding_path(digest_.la_code, entry.urn, entry.rule, entry.year))}};
  }

  void add_rules(json& view) const {
    view["rules"] = json::array();
    view["runs"] = json::array();
    for (const auto& rule : digest_.rules) {
      const auto now = std::find_if(rule.history.begin(), rule.history.end(),
                                    [&](const Bar& bar) { return bar.label == year_label(rule.year); });
      const std::string listed = now == rule.history.end()
                                     ? std::string("no school was judged")
                                     : fmt::format("{} of {} on the list", now->count,
                                                   counted(static_cast<long long>(now->total), "school", "schools"));
      view["rules"].push_back({{"title", rule.title},
                               {"year", year_label(rule.year)},
                               {"listed", listed},
                               {"note", text_or_nothing(rule.note)}});
      view["runs"].push_back({{"run", rule.run}, {"rule", rule.title}, {"plugin", rule.plugin}});
    }
  }

  const Digest& digest_;
  const Letter& letter_;
};

std::string domain_of(const std::string& address) { return address.substr(address.find('@') + 1); }

std::string subject_of(const Letter& letter, const std::string& fact) {
  return plain_line(fmt::format("[{}] {}", letter.prefix, sentence_case(fact)));
}

// Nobody's machine answers these, and a reader can stop them.
std::vector<std::pair<std::string, std::string>> list_headers(const Digest& digest, const Letter& letter) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"Auto-Submitted", "auto-generated"},
      {"Precedence", "list"},
      {"List-Id", fmt::format("<digest.la-{}.{}>", digest.la_code, domain_of(letter.from.address))}};
  const std::string by_mail = fmt::format("<mailto:{}?subject=unsubscribe>", letter.owner_address);
  if (letter.public_url.empty() || letter.stop_token.empty()) {
    headers.emplace_back("List-Unsubscribe", by_mail);
    return headers;
  }
  headers.emplace_back("List-Unsubscribe",
                       fmt::format("<{}{}>, {}", letter.public_url, stop_path(letter.stop_token), by_mail));
  // One click acts only by POST (RFC 8058), so that a scanner that follows links stops nothing.
  if (letter.public_url.starts_with("https://"))
    headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  return headers;
}

}  // namespace

Result<MailMessage> digest_mail(const Digest& digest, const Letter& letter, const std::string& chart_png) {
  const auto chart = chart_of(digest);
  const std::string content_id = "chart." + letter.message_id;
  const json view = View(digest, letter).build(chart, content_id);
  MailMessage message{.from = letter.from,
                      .to = letter.to,
                      .subject = subject_of(letter, fmt::format("{} - {}", bottom_line(digest),
                                                                long_date(calendar::london_date(digest.now)))),
                      .message_id = letter.message_id,
                      .date = digest.now,
                      .headers = list_headers(digest, letter),
                      .text = {},
                      .html = {},
                      .image = {}};
  TERMWISE_TRY(message.text, render(texts::digest_txt_mustache, view, Escape::none));
  TERMWISE_TRY(message.html, render(texts::digest_html_mustache, view, Escape::html));
  if (chart) message.image = InlineImage{content_id, "chart.png", chart_png};
  return message;
}

std::string standalone_html(const MailMessage& message) {
  std::string html = message.html;
  if (!message.image) return html;
  const std::string reference = "cid:" + message.image->content_id;
  if (const auto at = html.find(reference); at != std::string::npos)
    html.replace(at, reference.size(), "data:image/png;base64," + base64(message.image->png));
  return html;
}

Result<MailMessage> notice_mail(const Notice& notice, const Letter& letter) {
  json view{
      {"heading", notice.heading},
      {"date", long_minute(notice.when)},
      {"la_name", text_or_nothing(notice.la_name)},
      {"what", notice.what},
      {"cause", text_or_nothing(notice.cause)},
      {"remedy", notice.remedy},
      {"commands", notice.commands},
      {"role", letter.role},
      {"link", letter.public_url.empty() || notice.path.empty() ? json(false) : json(letter.public_url + notice.path)}};
  put_on_one_line(view);
  MailMessage message{.from = letter.from,
                      .to = letter.to,
                      .subject = subject_of(letter, notice.heading),
                      .message_id = letter.message_id,
                      .date = notice.when,
                      .headers = {{"Auto-Submitted", "auto-generated"}},
                      .text = {},
                      .html = {},
                      .image = {}};
  TERMWISE_TRY(message.text, render(texts::notice_txt_mustache, view, Escape::none));
  TERMWISE_TRY(message.html, render(texts::notice_html_mustache, view, Escape::html));
  return message;
}

}  // namespace termwise::report
