// How schools come from one another: what publishers say of two schools (a statement), and what follows from all that
// they say (links). Pure: no file, no database.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace termwise::school {

// Of the files that say so.
inline constexpr std::string_view kLinkDataset = "school_link";

// From the plain one to those that say more: of two statements about the same two schools the later kind in this list
// counts. `other` is no descent: a shared sixth form, an expansion.
enum class LinkKind : std::uint8_t { other, succeeded, renamed, converted, sponsored, merged, split };
std::string_view name(LinkKind kind);  // "merged"
std::optional<LinkKind> link_kind_named(std::string_view name);

// What the linked school is to the one that the row is about. `either`: the publisher does not say which came first.
enum class LinkRole : std::uint8_t { predecessor, successor, either };
std::string_view name(LinkRole role);  // "predecessor"
std::optional<LinkRole> link_role_named(std::string_view name);

// A layout's meaning of a publisher's code: "predecessor", "successor, merged", "either, merged", "other".
struct LinkWord {
  LinkRole role = LinkRole::either;
  LinkKind kind = LinkKind::other;
  bool operator==(const LinkWord&) const = default;
};
std::optional<LinkWord> link_word(std::string_view text);

// The row of a file that says so.
struct LinkSource {
  BatchId batch;
  std::uint32_t line = 0;
  Urn urn;  // that the row is about
  auto operator<=>(const LinkSource&) const = default;
};

struct LinkStatement {
  Urn urn;
  Urn linked;
  LinkWord word;
  std::optional<std::chrono::year_month_day> on;
  LinkSource source;
};

// What the list of schools says of one that is linked.
struct RegisteredSchool {
  std::string type;  // as the publisher names it; empty: not known
  bool closed = false;
  bool known_open = false;
};

struct Link {
  Urn predecessor;
  Urn successor;
  LinkKind kind = LinkKind::succeeded;
  std::optional<std::chrono::year_month_day> on;  // the successor's first day, where the files name one
  LinkSource source;                              // the first row that says the kind
  std::optional<LinkSource> dated;                // the first row that says the day
  bool operator==(const Link&) const = default;
};

// Two schools of which nobody says which came first, or whose link is no descent.
struct OtherLink {
  Urn first;  // the lower URN
  Urn second;
  LinkKind kind = LinkKind::other;
  std::optional<std::chrono::year_month_day> on;
  bool operator==(const OtherLink&) const = default;
};

struct LinkGraph {
  std::vector<Link> links;        // by (successor, predecessor)
  std::vector<OtherLink> others;  // by (first, second)
};

// Both schools' rows say one link. Where none says which school came first, the one that has closed did, if the other is
// open: nothing else is guessed. A plain link takes its kind from the successor's type, where `kinds_by_type` has it. The
// day is the latest that any row names: publishers give the day on which the one closed, and the next, on which the other
// opened.
LinkGraph graph_of(std::vector<LinkStatement> statements, const std::map<std::int64_t, RegisteredSchool>& schools,
                   const std::map<std::string, LinkKind>& kinds_by_type);

}  // namespace termwise::school
