// One row after another of a pupil-level file to records under pseudonyms. The UPN ends here: neither it nor the text of
// any other cell is in what is handed on, in an issue or in an error, for a row that has slipped by a column may have a
// UPN or a name anywhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "ingest/binding.h"
#include "ingest/ingest.h"
#include "ingest/issues.h"
#include "ingest/pupil_figures.h"
#include "ingest/pupil_key.h"
#include "ingest/rows.h"
#include "ingest/seen_pupils.h"
#include "school/pupil_record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class PupilReader final : public Rows {
 public:
  // The arguments must outlive the reader.
  static Result<std::unique_ptr<PupilReader>> create(const ScannedFile& file, const Recognition& recognised,
                                                     const settings::Settings& settings, PupilKey& key,
                                                     RecordSink& sink, const SchoolDirectory* schools);

  PupilReader(const PupilReader&) = delete;
  PupilReader& operator=(const PupilReader&) = delete;

  Result<void> read(const CsvRow& row) override;
  Result<void> finish() override { return issues_.finish(); }
  const school::Sums& sums() const override { return sums_; }

 private:
  // What a column said last: the rows of one school stand together.
  template <typename Meaning>
  struct Last {
    std::string text;
    Meaning meaning{};
  };
  struct Column {
    std::size_t place;  // in the file, from 0
    PupilFigures figures;
  };

  PupilReader(const ScannedFile& file, const Recognition& recognised, Binding binding, PupilKey& key, RecordSink& sink,
              const SchoolDirectory* schools);
  Result<void> map_columns(const settings::Settings& settings);

  std::string_view cell(std::size_t place) const {
    return place < row_->cells.size() ? row_->cells[place] : std::string_view();
  }
  std::string_view cell(const std::optional<std::size_t>& place) const {
    return place ? cell(*place) : std::string_view();
  }
  bool read_school();
  bool read_year();
  Result<bool> accept_pupil();
  Result<void> raise_row(std::string_view rule, const std::optional<std::size_t>& place, std::string advice);
  Result<bool> reject(std::string_view rule, const std::optional<std::size_t>& place, std::string advice);
  Result<void> place_school();
  Result<void> read_figures();

  const ScannedFile& file_;
  const settings::SourceLayout& layout_;
  const Binding binding_;
  const std::optional<AcademicYear> year_;
  PupilKey& key_;
  RecordSink& sink_;
  const SchoolDirectory* schools_;
  Issues issues_;
  const MissingCodes missing_;
  std::vector<Column> columns_;
  SeenPupils seen_;
  std::unordered_set<std::int64_t> questioned_;  // schools: of each, one query says enough
  school::Sums sums_;

  // The row being read.
  const CsvRow* row_ = nullptr;
  Last<std::optional<Urn>> urn_;
  Last<std::optional<LaCode>> la_;
  Last<std::optional<AcademicYear>> row_year_;
  school::PupilRecord record_;
};

}  // namespace termwise::ingest
