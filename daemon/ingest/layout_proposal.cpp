#include "ingest/layout_proposal.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/layout.h"
#include "ingest/text_patch.h"

namespace termwise::ingest {
namespace {

constexpr std::string_view kMeasuresFile = "measures.toml";

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// As a key of TOML, bare where it may be.
std::string as_key(std::string_view name) {
  const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(name) : toml_text(name);
}

// Of "KEY = ...", the key without quotation marks, and what stands from the '=' on. Neither for any other line.
struct Entry {
  std::string key;
  std::string rest;
};
Entry entry_of(const std::string& line) {
  std::string_view text = trim(line);
  if (text.empty() || text.front() == '#' || text.front() == '[') return {};
  std::string key;
  std::size_t at = 0;
  if (text.front() == '"') {
    for (at = 1; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      key += text[at];
    }
    ++at;
  } else {
    at = std::min(text.find_first_of(" \t="), text.size());
    key = text.substr(0, at);
  }
  const std::size_t equals = text.find('=', std::min(at, text.size()));
  if (equals == std::string_view::npos) return {};
  return {key, std::string(text.substr(equals))};
}

class Writer {
 public:
  Writer(const Drift& drift, const settings::Settings& settings, const std::string& layout, const std::string& measures)
      : drift_(drift), settings_(settings), layout_(layout), measures_(measures) {}

  Result<Proposal> write(const std::string& old_path) {
    Proposal proposal;
    proposal.id = free_id();
    proposal.path = fmt::format("sources/{}.toml", proposal.id);
    write_head(proposal.id);
    for (const auto& renamed : drift_.aged) TERMWISE_CHECK(rename(renamed));
    for (const auto& renamed : drift_.renamed) TERMWISE_CHECK(rename(renamed));
    for (const auto& gone : drift_.gone) TERMWISE_CHECK(remove(gone));
    for (const auto& column : drift_.added) add(column);
    proposal.layout = layout_.result();
    proposal.measures = measures_.result();
    proposal.patch = layout_.diff(old_path, proposal.path);
    if (!measures_.empty()) proposal.patch += measures_.diff(kMeasuresFile, kMeasuresFile);
    return proposal;
  }

 private:
  // The old id with its year exchanged, or with the year behind it; numbered where there is one of that name.
  std::string free_id() const {
    const std::string year = hyphened(drift_.year);
    std::string id = drift_.nearest->id;
    bool exchanged = false;
    for (const auto& old : drift_.nearest->years)
      if (const auto place = id.find(hyphened(old)); place != std::string::npos) {
        id.replace(place, hyphened(old).size(), year);
        exchanged = true;
        break;
      }
    if (!exchanged) id += "-" + year;
    std::set<std::string> taken;
    for (const auto& layout : settings_.layouts) taken.insert(layout.id);
    const std::string wanted = id;
    for (int i = 2; taken.count(id) != 0; ++i) id = fmt::format("{}-{}", wanted, i);
    return id;
  }

  static std::string hyphened(AcademicYear year) {
    std::string label = year.label();
    std::replace(label.begin(), label.end(), '/', '-');
    return label;
  }

  // id, title, template and year, which stand before the first table.
  void write_head(const std::string& id) {
    for (std::size_t i = 0; i < layout_.lines().size() && layout_.lines()[i].substr(0, 1) != "["; ++i) {
      const Entry entry = entry_of(layout_.lines()[i]);
      const auto set = [&](std::string_view key, const std::string& value) {
        layout_.replace(
            i, fmt::format("{:<{}}= {}", key, std::max<std::size_t>(key.size() + 1, column_of_equals(i)), value));
      };
      if (entry.key == "id") set("id", toml_text(id));
      if (entry.key == "title") set("title", toml_text(title()));
      if (entry.key == "year" || entry.key == "years") set("year", toml_text(drift_.year.label()));
      if (entry.key == "template") layout_.remove(i);  // it stays the old layout's
    }
  }

  std::size_t column_of_equals(std::size_t line) const { return layout_.lines()[line].find('='); }

  std::string title() const {
    std::string title = drift_.nearest->title;
    for (const auto& old : drift_.nearest->years)
      if (const auto place = title.find(old.label()); place != std::string::npos)
        return title.replace(place, old.label().size(), drift_.year.label());
    return fmt::format("{}, {}", title, drift_.year.label());
  }

  // The line on which a table gives a column its meaning; none where it has no such line.
  std::optional<std::size_t> find(const std::string& column) const {
    std::string table;
    for (std::size_t i = 0; i < layout_.lines().size(); ++i) {
      const std::string& line = layout_.lines()[i];
      if (line.substr(0, 1) == "[") table = line.substr(0, line.find(']') + 1);
      const bool of_columns = table == "[measures]" || table == "[attributes]" || table == "[ignored]";
      if (of_columns && column_key(entry_of(line).key) == column_key(column)) return i;
    }
    return std::nullopt;
  }

  Error no_line(const std::string& column) const {
    return {ExitCode::data,
            fmt::format(
                "the layout '{}' gives the column {} no line of its own in [measures], [attributes] or [ignored], so "
                "no layout can be proposed. Copy it and change it by hand.",
                drift_.nearest->id, quote(column)),
            drift_.nearest->where};
  }

  Result<void> rename(const RenamedColumn& renamed) {
    const auto line = find(renamed.from);
    if (!line) return no_line(renamed.from);
    const std::size_t width = column_of_equals(*line);
    const std::string key = as_key(renamed.to);
    layout_.replace(
        *line, fmt::format("{:<{}}{}", key, std::max(key.size() + 1, width), entry_of(layout_.lines()[*line]).rest));
    return {};
  }

  Result<void> remove(const std::string& column) {
    const auto line = find(column);
    if (!line) return no_line(column);
    layout_.remove(*line);
    return {};
  }

  void add(const NewColumn& column) {
    if (!column.figures) {
      add_line("[ignored]", fmt::format("{} = \"new in {}, and no figures: say what it is\"", as_key(column.name),
                                        drift_.year.label()));
      return;
    }
    const std::string code = free_code(column.name);
    add_line("[measures]", fmt::format("{} = \"{}\"", as_key(column.name), code));
    add_measure(
        fmt::format("{} = {{ unit = \"{}\", scale = {}, direction = \"neutral\", label = {} }}", code,
                    column.percent ? "percent" : "count", column.scale,
                    toml_text(fmt::format("{} (new in {}: say what it counts)", column.name, drift_.year.label()))));
  }

  // Behind the last entry of a table of the layout, or in a new one at the end.
  void add_line(const std::string& table, std::string line) {
    std::optional<std::size_t> last;
    std::string here;
    for (std::size_t i = 0; i < layout_.lines().size(); ++i) {
      const std::string& text = layout_.lines()[i];
      if (text.substr(0, 1) == "[") here = text.substr(0, text.find(']') + 1);
      if (here == table && !trim(text).empty()) last = i;
    }
    const std::size_t end = layout_.lines().size() - 1;
    if (!last && tables_made_.insert(table).second) layout_.add_after(end, "\n" + table);
    layout_.add_after(last.value_or(end), std::move(line));
  }

  // Behind the last measure of the dataset, so that every other keeps its place.
  void add_measure(std::string line) {
    std::optional<std::size_t> last;
    std::string here;
    for (std::size_t i = 0; i < measures_.lines().size(); ++i) {
      const std::string& text = measures_.lines()[i];
      if (text.substr(0, 1) == "[") here = text.substr(0, text.find(']') + 1);
      if (here == fmt::format("[{}]", drift_.nearest->dataset) && !trim(text).empty() && trim(text).front() != '#')
        last = i;
    }
    measures_.add_after(last.value_or(measures_.lines().size() - 1), std::move(line));
  }

  std::string free_code(std::string_view column) {
    std::string code = to_upper_ascii(drift_.nearest->dataset) + "_";
    for (const char c : to_upper_ascii(column)) code += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
    const std::string wanted = code.substr(0, 55);
    code = wanted;
    for (int i = 2; settings_.measure(code) != nullptr || !codes_made_.insert(code).second; ++i)
      code = fmt::format("{}_{}", wanted, i);
    return code;
  }

  const Drift& drift_;
  const settings::Settings& settings_;
  TextPatch layout_;
  TextPatch measures_;
  std::set<std::string> tables_made_;
  std::set<std::string> codes_made_;
};

const settings::SettingsFile* file_at(const settings::Settings& settings, std::string_view path) {
  const auto found = std::find_if(settings.files.begin(), settings.files.end(),
                                  [&](const settings::SettingsFile& file) { return file.path == path; });
  return found == settings.files.end() ? nullptr : &*found;
}

}  // namespace

Result<Proposal> propose(const Drift& drift, const settings::Settings& settings) {
  const std::string name = std::filesystem::path(drift.nearest->where.file).filename().string();
  const auto* layout = file_at(settings, "sources/" + name);
  const auto* measures = file_at(settings, kMeasuresFile);
  if (layout == nullptr || measures == nullptr)
    return Error{ExitCode::internal, fmt::format("The file of the layout '{}' is not among the configuration's files. "
                                                 "Report this as a defect of Termwise.",
                                                 drift.nearest->id)};
  return Writer(drift, settings, layout->content, measures->content).write(layout->path);
}

}  // namespace termwise::ingest
