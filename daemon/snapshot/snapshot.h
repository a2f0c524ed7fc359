// One run's facts, and the way back from them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "school/finding.h"
#include "settings/settings.h"
#include "store/database.h"
#include "wire/messages.h"

namespace termwise::snapshot {

// Which cell a token stands for: the row of a batch, and the measure or attribute read from it.
struct Cell {
  BatchId batch;
  std::uint32_t line = 0;
  std::int64_t subject = 0;  // the URN that the row is about; 0: an adviser
  std::string_view name;     // lives as long as the ledger
};

// Tokens are handed out column by column: the first of a column, then one for each of its rows, from 1 on.
class EvidenceLedger {
 public:
  struct Row {
    BatchId batch;
    std::uint32_t line = 0;
    std::int64_t subject = 0;
  };

  // Tokens for one column whose rows came from `rows`; a row without a source (batch 0) gets token 0.
  std::vector<std::uint32_t> issue(std::string name, const std::vector<Row>& rows);
  // Empty for 0 and for tokens never issued.
  std::optional<Cell> find(std::uint32_t token) const;

 private:
  struct Column {
    std::uint32_t first = 0;
    std::string name;
    std::vector<Row> rows;
  };
  std::vector<Column> columns_;
  std::uint32_t next_ = 1;
};

struct Snapshot {
  std::vector<std::byte> image;
  Sha256 sha256;
  std::vector<std::int64_t> subjects;  // URNs, sorted: whom findings may be about
  // Of a subject, the schools from which it has come and whose facts are there for that.
  std::map<std::int64_t, std::set<std::int64_t>> ancestors;
  std::map<std::int64_t, std::string> names;    // of the run's own year where there is one
  std::map<std::string, std::string> advisers;  // the LA's references of them, with their names: of adviser/1
  std::string la_name;
  EvidenceLedger ledger;
};

// What facts are taken for.
struct Scope {
  LaCode la;
  AcademicYear year;
  BatchId highest;
  std::chrono::year_month_day reference_date;
};

// Errors: 69 as the store's, 65 when the plugin needs a table or measure that this version does not have.
Result<Snapshot> take(store::Reader& reader, const settings::Settings& settings, const std::vector<wire::Need>& needs,
                      const Scope& scope);

// What a token stands for.
struct Resolved {
  std::optional<school::Provenance> where;  // none for token 0, and where the file had no such column
  std::optional<Urn> of;                    // the school whose cell it is, where that is not the subject itself
};

// Resolves tokens to cells of files, remembering each batch's columns.
class ProvenanceResolver {
 public:
  ProvenanceResolver(store::Reader& reader, const Snapshot& facts) : reader_(reader), facts_(facts) {}
  // Error (exit 70) for a token that was never issued, or not for this measure (or attribute) of this subject, of a school
  // from which it has come, or of no school at all: nobody is shown one school's cell as another's.
  Result<Resolved> resolve(std::uint32_t token, std::int64_t subject, std::string_view name);

 private:
  bool may_show(const Cell& cell, std::int64_t subject) const;

  store::Reader& reader_;
  const Snapshot& facts_;
  std::map<std::int64_t, std::pair<Sha256, std::map<std::string, std::pair<std::uint32_t, std::string>>>> batches_;
};

}  // namespace termwise::snapshot
