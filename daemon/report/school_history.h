// All that is known of one school over the years, and of those from which it has come, as text and as JSON.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "school/link.h"
#include "school/value.h"

namespace termwise::report {

struct SchoolHistory {
  // What files say of it in words; a change is the first year of a text that differs from the one before.
  struct Change {
    std::string year;  // "2016/17"
    std::string text;
    std::string file;
    std::uint32_t line = 0;
  };
  struct Attribute {
    std::string name;
    std::string label;
    std::vector<Change> changes;  // oldest first
  };
  enum class Relation { before, after, other };  // `other`: no file says which came first, or it is no descent
  struct Link {
    Relation relation = Relation::before;
    Urn urn;
    std::string school;  // its name; empty where no list has it
    school::LinkKind kind = school::LinkKind::succeeded;
    std::optional<std::chrono::year_month_day> on;
    std::size_t distance = 1;  // links between
    Urn via;                   // of one before: what it became
  };
  struct Figure {
    std::optional<school::Value> value;  // none: no record
    std::optional<Decimal> lower;        // of its confidence interval: both or neither
    std::optional<Decimal> upper;
    std::optional<Urn> of;     // another school's
    bool several = false;      // more than one of the schools before had one
    std::string break_before;  // why it does not compare with the figure before; empty: it does
  };
  struct Series {
    std::string measure;
    std::string label;
    std::string suffix;           // "%"
    std::vector<Figure> figures;  // beside `years`
  };
  struct Inspection {
    Urn urn;
    std::string number;
    school::Value grade = school::Missing::not_supplied;
    std::string started_on;  // as the facts have days; empty where it is missing, as are the following
    std::string type;
    std::string category;
  };
  struct Finding {
    Urn urn;
    std::string year;
    std::string rule;
    std::string outcome;
    std::string reason;
    std::string sentence;
    std::string la;
    std::int64_t run = 0;
  };

  Urn urn;
  std::string school;
  std::string la;  // of its latest record; empty where no file names one
  std::vector<Attribute> attributes;
  std::vector<Link> links;
  bool more_links = false;  // beyond what is followed
  std::vector<std::string> years;
  std::vector<std::string> joins;  // sentences about figures of other schools
  std::vector<Series> series;
  std::vector<Inspection> inspections;  // by day, undated ones last
  std::vector<Finding> findings;        // latest year first
};

std::string school_history_text(const SchoolHistory& history);
std::string school_history_json(const SchoolHistory& history);

}  // namespace termwise::report
