#include <algorithm>
#include <utility>

#include <termwise/date.hpp>

#include "snapshot/table_writer.h"
#include "snapshot/tables.h"

namespace termwise::snapshot {
namespace {

using Row = TableWriter::Row;

Row row_of(const school::LinkSource& source) { return {source.batch, source.line, source.urn.value}; }

school::Attribute day_of(const school::Link& link) {
  return link.on ? school::Attribute(written(*link.on)) : school::Missing::not_supplied;
}

}  // namespace

void add_lineages(wire::ImageBuilder& image, EvidenceLedger& ledger,
                  const std::map<std::int64_t, school::Lineage>& lineages, const std::vector<std::int64_t>& subjects) {
  std::vector<std::int64_t> urns, ancestors, via, distances, judged, cut;
  std::vector<school::Attribute> kinds, days;
  std::vector<Row> kind_sources, day_sources;
  for (const auto& [urn, lineage] : lineages)
    for (const auto& ancestor : lineage.ancestors) {
      urns.push_back(urn);
      ancestors.push_back(ancestor.urn.value);
      via.push_back(ancestor.via.value);
      distances.push_back(static_cast<std::int64_t>(ancestor.distance));
      judged.push_back(std::binary_search(subjects.begin(), subjects.end(), ancestor.urn.value) ? 1 : 0);
      cut.push_back(lineage.cut ? 1 : 0);
      kinds.emplace_back(std::string(name(ancestor.link.kind)));
      days.push_back(day_of(ancestor.link));
      kind_sources.push_back(row_of(ancestor.link.source));
      day_sources.push_back(ancestor.link.dated ? row_of(*ancestor.link.dated) : Row{});
    }
  TableWriter table(image, ledger, wire::kLineageTable, urns.size());
  table.keys("urn", urns);
  table.keys("ancestor_urn", ancestors);
  table.keys("via_urn", via);
  table.keys("distance", distances);
  table.keys("judged", judged);
  table.keys("cut", cut);
  table.attributes("link_type", kinds, kind_sources);
  table.attributes("linked_on", days, day_sources);
}

}  // namespace termwise::snapshot
