// What an LA's own file is made of: the columns of a layout that has a template, in the order in which people fill them in,
// each with its meaning in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "settings/settings.h"

namespace termwise::ingest {

// Whether a file must have the column, and each of its cells say something.
enum class Need { every_row, column, none };

struct TemplateColumn {
  std::string name;
  std::string meaning;             // a noun phrase: "Date of the visit"
  std::string content;             // how it is written: "a date: 23/11/2011 or 2011-11-23"
  std::vector<std::string> codes;  // what may stand in it; empty: anything that `content` describes
  std::string unit;                // of a figure: "pupils"; empty: words
  Need need = Need::none;
  bool in_key = false;  // tells rows about one subject apart
};

// Whom and when a row is about first, then what tells rows apart, words and figures.
std::vector<TemplateColumn> template_columns(const settings::SourceLayout& layout, const settings::Settings& settings);

// The layouts that have a template, by its name.
std::vector<const settings::SourceLayout*> templates(const settings::Settings& settings);
// Error (exit 64): none is called so.
Result<const settings::SourceLayout*> find_template(const settings::Settings& settings, std::string_view name);

}  // namespace termwise::ingest
