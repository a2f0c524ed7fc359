// [mail] and [[person]] of one Local Authority: who is told what changed, and who answers for it.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/hosts.h"
#include "settings/mail_text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"
#include "wire/job_names.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kDefaultLanguage = "en";

bool is_language(std::string_view code) {
  return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class PeopleSection {
 public:
  PeopleSection(TableReader& reader, const TomlValue& root, const std::vector<Schedule>& schedules, Report& report)
      : reader_(reader), root_(root), schedules_(schedules), report_(report) {}

  LaPeople read() {
    const TomlValue* mail = reader_.value("mail", TomlKind::table, Presence::optional);
    entries_ = reader_.tables("person", kMaximumPeople);
    collect_roles();
    if (mail != nullptr)
      read_mail(*mail);
    else if (root_.find("mail") == nullptr && !entries_.empty())
      report_.error(*entries_.front(),
                    "people are named here, and nothing says to which domains mail may go. Add [mail] with "
                    "allowed_domains and owner.");
    for (const TomlValue* entry : entries_) read_person(*entry);
    return std::move(found_);
  }

 private:
  // First, since [mail] and each person may refer to any of them.
  void collect_roles() {
    const TomlValue* list = root_.find("person");
    roles_known_ = list == nullptr || (list->kind == TomlKind::array && list->values.size() == entries_.size());
    for (const TomlValue* entry : entries_) {
      const TomlValue* role = entry->find("role");
      if (role != nullptr && role->kind == TomlKind::text)
        roles_.insert(role->text);
      else
        roles_known_ = false;
    }
  }

  void read_mail(const TomlValue& table) {
    TableReader reader(table, "[mail]", report_);
    const bool somebody_is_due = std::any_of(entries_.begin(), entries_.end(),
                                             [](const TomlValue* entry) { return entry->find("schedule") != nullptr; });
    found_.mail.owner = read_owner(reader, table, somebody_is_due ? Presence::required : Presence::optional);
    if (const TomlValue* list = reader.value("allowed_domains", TomlKind::array,
                                             entries_.empty() ? Presence::optional : Presence::required))
      read_domains(*list);
    const bool has_prefixes = table.find("subject_prefix") != nullptr;
    const TomlValue* prefixes = reader.value("subject_prefix", TomlKind::table, Presence::optional);
    languages_known_ = !has_prefixes || (prefixes != nullptr && read_prefixes(*prefixes));
    reader.finish();
  }

  void read_domains(const TomlValue& list) {
    domains_known_ = true;
    if (list.values.empty() && !entries_.empty()) {
      report_.error(list, "'allowed_domains' is empty. Name the domains to which this Local Authority's mail may go.");
      domains_known_ = false;
    }
    if (list.values.size() > kMaximumDomains) {
      report_.error(list.values[kMaximumDomains],
                    fmt::format("more than {} domains are allowed here. Remove those that nobody's address needs.",
                                kMaximumDomains));
      domains_known_ = false;
      return;
    }
    for (const auto& item : list.values)
      if (!read_domain(item)) domains_known_ = false;
  }

  bool read_domain(const TomlValue& item) {
    if (!check_text(item, "allowed_domains", report_)) return false;
    const std::string& domain = item.text;
    const bool has_capitals = std::any_of(domain.begin(), domain.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    auto& domains = found_.mail.allowed_domains;
    if (!is_dns_name(domain) || has_capitals) {
      report_.error(item, fmt::format("{} is not the name of a domain in small letters. Write what follows the '@' of "
                                      "its addresses, as in \"kent.example.invalid\".",
                                      quote(domain)));
      return false;
    }
    if (std::find(domains.begin(), domains.end(), domain) == domains.end())
      domains.push_back(domain);
    else
      report_.error(item, fmt::format("the domain {} is named twice. Name each domain once.", quote(domain)));
    return true;
  }

  // Whether all languages could be read.
  bool read_prefixes(const TomlValue& table) {
    bool sound = true;
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      const TomlValue& prefix = table.values[i];
      if (i == kMaximumLanguages) {
        report_.error(report_.at_key(prefix),
                      fmt::format("more than {} languages stand in 'subject_prefix'. Remove those that nobody reads.",
                                  kMaximumLanguages));
        return false;
      }
      if (!is_language(prefix.key)) {
        report_.error(report_.at_key(prefix), fmt::format("{} is not the code of a language. Write two small letters, "
                                                          "as in en.",
                                                          quote(prefix.key)));
        sound = false;
      } else if (check_line(prefix, prefix.key, kLongestSubjectPrefix, report_)) {
        found_.mail.subject_prefix[prefix.key] = prefix.text;
      } else {
        sound = false;
      }
    }
    return sound;
  }

  void read_person(const TomlValue& entry) {
    TableReader reader(entry, "[[person]]", report_);
    Person person;
    person.where = report_.at(entry);
    person.role = reader.name("role", NameKind::slug).value_or("");
    if (const TomlValue* name = reader.value("name", Presence::optional))
      if (check_line(*name, "name", kLongestPersonName, report_)) person.name = name->text;
    if (const TomlValue* address = reader.value("address", Presence::required))
      person.address = read_address(*address, entry.line);
    if (const auto language = reader.text("language", Presence::optional)) {
      check_language(*entry.find("language"));
      person.language = *language;
    }
    if (const TomlValue* jobs = reader.value("jobs", TomlKind::array, Presence::optional))
      person.jobs = read_jobs(*jobs);
    if (const auto schedule = reader.text("schedule", Presence::optional)) {
      check_schedule(*entry.find("schedule"));
      person.schedule = *schedule;
    }
    if (const TomlValue* unchanged = reader.value("unchanged", TomlKind::flag, Presence::optional)) {
      person.unchanged = unchanged->flag;
      if (entry.find("schedule") == nullptr)
        report_.error(*unchanged,
                      "'unchanged' asks for a digest even when there is no news, and this person gets none. Add "
                      "'schedule', or remove 'unchanged'.");
    }
    if (const TomlValue* outside = reader.value("outside_team", TomlKind::flag, Presence::optional))
      person.outside_team = outside->flag;
    person.owner = read_owner(reader, entry, Presence::optional);
    // Where nobody else does, each role answers for its own.
    if (person.owner.empty()) person.owner = found_.mail.owner.empty() ? person.role : found_.mail.owner;
    reader.finish();
    found_.people.push_back(std::move(person));
  }

  std::string read_address(const TomlValue& value, std::uint32_t line) {
    if (!check_address(value, "address", report_)) return {};
    const std::string domain = to_upper_ascii(domain_of(value.text));
    const auto& domains = found_.mail.allowed_domains;
    if (domains_known_ && std::none_of(domains.begin(), domains.end(),
                                       [&](const std::string& allowed) { return to_upper_ascii(allowed) == domain; }))
      report_.error(value, fmt::format("the address {} is in none of the domains to which this Local Authority's mail "
                                       "may go: {}. Correct the address, or add its domain to 'allowed_domains' under "
                                       "[mail].",
                                       quote(value.text), fmt::join(domains, ", ")));
    const auto [first, added] = lines_.emplace(to_upper_ascii(value.text), line);
    if (!added)
      report_.error(value, fmt::format("the address {} is already that of the person on line {}. Give each person one "
                                       "entry: remove one of the two.",
                                       quote(value.text), first->second));
    return value.text;
  }

  void check_language(const TomlValue& value) {
    const auto& prefixes = found_.mail.subject_prefix;
    if (!languages_known_ || value.text == kDefaultLanguage || prefixes.count(value.text) != 0) return;
    report_.error(value, fmt::format("there is no subject prefix for the language {}. Add it to 'subject_prefix' under "
                                     "[mail], or write \"{}\".",
                                     quote(value.text), kDefaultLanguage));
  }

  std::vector<std::string> read_jobs(const TomlValue& list) {
    std::vector<std::string> jobs;
    if (list.values.empty())
      report_.error(list, "'jobs' is empty. Name the jobs that the digest is about, or remove 'jobs' for all of them.");
    for (const auto& item : list.values) {
      if (!check_choice(item, "job", wire::plugin_jobs(), report_)) continue;
      if (std::find(jobs.begin(), jobs.end(), item.text) == jobs.end())
        jobs.push_back(item.text);
      else
        report_.error(item, fmt::format("the job {} is named twice. Name each job once.", quote(item.text)));
    }
    return jobs;
  }

  void check_schedule(const TomlValue& value) {
    const auto found = std::find_if(schedules_.begin(), schedules_.end(),
                                    [&](const Schedule& schedule) { return schedule.name == value.text; });
    if (found != schedules_.end()) {
      if (!found->job.empty() && found->job != wire::kDigestJob)
        report_.error(value, fmt::format("the schedule {} runs the job {}, which sends nothing. Name a schedule whose "
                                         "job is {}.",
                                         quote(value.text), found->job, wire::kDigestJob));
      return;
    }
    if (!schedules_known()) return;
    std::vector<std::string> digests;
    for (const auto& schedule : schedules_)
      if (schedule.job == wire::kDigestJob) digests.push_back(schedule.name);
    report_.error(value, fmt::format("this Local Authority has no schedule {}.{} Add a [[schedule]] of that name with "
                                     "job = \"{}\", or correct the name.",
                                     quote(value.text), did_you_mean(value.text, digests), wire::kDigestJob));
  }

  // Whether no error hides a schedule's name: none is then missing.
  bool schedules_known() const {
    const TomlValue* list = root_.find("schedule");
    return (list == nullptr || (list->kind == TomlKind::array && list->values.size() == schedules_.size())) &&
           std::none_of(schedules_.begin(), schedules_.end(), [](const Schedule& s) { return s.name.empty(); });
  }

  std::string read_owner(TableReader& reader, const TomlValue& table, Presence presence) {
    const auto owner = reader.text("owner", presence);
    if (!owner) return {};
    if (roles_known_ && roles_.count(*owner) == 0)
      report_.error(*table.find("owner"),
                    fmt::format("nobody of this Local Authority has the role {}.{} Add a [[person]] with this role, or "
                                "correct it.",
                                quote(*owner), did_you_mean(*owner, {roles_.begin(), roles_.end()})));
    return *owner;
  }

  TableReader& reader_;
  const TomlValue& root_;
  const std::vector<Schedule>& schedules_;
  Report& report_;
  LaPeople found_;
  std::vector<const TomlValue*> entries_;
  std::set<std::string> roles_;
  std::map<std::string, std::uint32_t> lines_;  // address in capitals -> line of its person
  // False where an error hides some of them: no other is then unknown.
  bool roles_known_ = false;
  bool domains_known_ = false;
  bool languages_known_ = false;
};

}  // namespace

LaPeople read_people(TableReader& reader, const TomlValue& root, const std::vector<Schedule>& schedules,
                     Report& report) {
  return PeopleSection(reader, root, schedules, report).read();
}

}  // namespace termwise::settings
