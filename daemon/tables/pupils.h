// Pupils as the reports about them read them: figures of each, the groups to which each belongs, and whether each reached the
// standard of its year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "school/group_gaps.h"
#include "store/pupils.h"
#include "tables/desk.h"

namespace termwise::tables {

inline constexpr int kLastSummerOfLevels = 2015;
inline constexpr int kFirstSummerOfReadingAndWriting = 2013;  // before, English was one subject

// The year asked for, or the latest with pupils.
Result<AcademicYear> pupil_year(Desk& desk);
// Error (exit 65): there are none.
Result<std::vector<store::PupilFigures>> pupils_of(Desk& desk, const AcademicYear& year,
                                                   const std::vector<std::string>& measures);

std::optional<std::int64_t> whole_number(const school::Value& value);  // of measures without decimals

class PlaceOf {
 public:
  explicit PlaceOf(std::vector<std::string> measures) : measures_(std::move(measures)) {}
  const std::vector<std::string>& measures() const { return measures_; }
  const school::Value& in(const store::PupilFigures& pupil, const std::string& measure) const {
    std::size_t place = 0;
    while (measures_[place] != measure) ++place;
    return pupil.values[place];
  }

 private:
  std::vector<std::string> measures_;
};

// What a pupil must have reached, in each of several results.
struct Standard {
  std::string words;
  std::vector<std::pair<std::string, std::int64_t>> at_least;  // measure, and from which number on
};
Standard standard_of(int summer);

// Parts of all pupils by what a measure says. Of groups within one another the larger less the smaller is a group too, which may
// be of few pupils: of those about need, people outside the team get the first that the file has.
enum class About { need, other };
struct Band {
  std::int64_t from;
  std::int64_t to;
  std::string name;
};
struct Partition {
  std::string name;
  std::string measure;
  std::vector<Band> bands;
  About about = About::other;
};

struct JudgedPupil {
  Urn school;
  std::vector<std::optional<std::int64_t>> bands;  // beside JudgedPupils::partitions
  bool reached = false;
};
struct JudgedPupils {
  AcademicYear year;
  Standard standard;
  std::vector<Partition> partitions;  // those that this audience may see, of which the file says something
  std::vector<JudgedPupil> pupils;
  std::size_t left_out = 0;  // since the file lacks their results
};
// Error (exit 65): there are none, or none of them has the results.
Result<JudgedPupils> judged_pupils(Desk& desk);

// The groups of a partition: of all those pupils, or of one school's. Empty where no pupil is said to be in one.
std::vector<school::GroupCount> groups_of(const JudgedPupils& judged, std::size_t partition,
                                          const std::optional<Urn>& school = std::nullopt);

inline constexpr Decimal kUsualGap{10};  // percentage points; the limit that a report is not asked for otherwise
std::string gap_in_words(const Decimal& gap);
std::string left_out_in_words(const Desk& desk, std::size_t pupils);

}  // namespace termwise::tables
