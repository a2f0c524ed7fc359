#include "ingest/package.h"

#include <algorithm>

#include <fmt/format.h>

#include "ingest/xml_reader.h"

namespace termwise::ingest {
namespace {

std::string folder_of(std::string_view part) { return std::string(part.substr(0, part.rfind('/') + 1)); }

// The part that a target means, seen from a folder: "../a/b.xml". What leads above the package's top stays at the top.
std::string resolve(const std::string& folder, std::string_view target) {
  std::string path = target.substr(0, 1) == "/" ? std::string(target) : folder + std::string(target);
  std::vector<std::string> steps;
  std::size_t at = 0;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string step = path.substr(at, end - at);
    at = end + 1;
    if (step == ".." && !steps.empty()) steps.pop_back();
    if (!step.empty() && step != "." && step != "..") steps.push_back(step);
  }
  std::string part;
  for (const auto& step : steps) part += (part.empty() ? "" : "/") + step;
  return part;
}

class RelationshipHandler final : public XmlHandler {
 public:
  RelationshipHandler(std::string folder, const std::string& path, const WorkbookLimits& limits)
      : folder_(std::move(folder)), path_(path), limits_(limits) {}

  Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) override {
    if (depth != 2 || name != "Relationship" || attributes.find("TargetMode") == "External") return {};
    if (found.size() == limits_.relationships)
      return Error{
          ExitCode::data,
          fmt::format("this workbook has more than the {} links among its parts that it may have. Check where it "
                      "came from.",
                      limits_.relationships),
          Location{path_}};
    const std::string_view type = attributes.find("Type").value_or("");
    const std::string_view kind = type.substr(type.rfind('/') + 1);
    const std::string_view id = attributes.find("Id").value_or("");
    const std::string_view target = attributes.find("Target").value_or("");
    if (std::max({kind.size(), id.size(), target.size()}) > kMaximumLinkBytes)
      return Error{
          ExitCode::data,
          fmt::format("a link among the parts of this workbook is longer than the {} bytes that it may have. Check "
                      "where it came from.",
                      kMaximumLinkBytes),
          Location{path_}};
    found.push_back({std::string(id), std::string(kind), resolve(folder_, target)});
    return {};
  }
  Result<void> end(std::string_view, std::size_t) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  std::vector<Relationship> found;

 private:
  const std::string folder_;
  const std::string& path_;
  const WorkbookLimits& limits_;
};

}  // namespace

Result<std::vector<Relationship>> relationships_of(WorkbookParts& parts, const std::string& part,
                                                   const std::string& path, const WorkbookLimits& limits) {
  const std::string folder = folder_of(part);
  const std::string list = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  if (!parts.has(list)) return std::vector<Relationship>();
  RelationshipHandler handler(folder, path, limits);
  XmlReader xml(handler, list, path);
  TERMWISE_CHECK(parts.read(list, [&](std::string_view piece) { return xml.feed(piece); }));
  TERMWISE_CHECK(xml.finish());
  return std::move(handler.found);
}

const Relationship* find_by_id(const std::vector<Relationship>& relationships, std::string_view id) {
  const auto found =
      std::find_if(relationships.begin(), relationships.end(), [&](const auto& r) { return r.id == id; });
  return found == relationships.end() ? nullptr : &*found;
}

const Relationship* find_by_kind(const std::vector<Relationship>& relationships, std::string_view kind) {
  const auto found =
      std::find_if(relationships.begin(), relationships.end(), [&](const auto& r) { return r.kind == kind; });
  return found == relationships.end() ? nullptr : &*found;
}

}  // namespace termwise::ingest
