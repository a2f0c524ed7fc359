// The measures of measures.toml in its order, found by code without a scan. Reads like the vector that it
// holds.
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "school/measure.h"

namespace termwise::settings {

class MeasureList {
 public:
  MeasureList() = default;
  MeasureList(std::initializer_list<school::Measure> measures) {
    for (const auto& measure : measures) push_back(measure);
  }

  void push_back(school::Measure measure) {
    places_.emplace(measure.code, measures_.size());
    measures_.push_back(std::move(measure));
  }

  // Null for an unknown code. Of two measures with one code, the first.
  const school::Measure* find(std::string_view code) const {
    const auto place = places_.find(code);
    return place == places_.end() ? nullptr : &measures_[place->second];
  }

  auto begin() const { return measures_.begin(); }
  auto end() const { return measures_.end(); }
  std::size_t size() const { return measures_.size(); }
  bool empty() const { return measures_.empty(); }
  const school::Measure& operator[](std::size_t place) const { return measures_[place]; }
  const school::Measure& front() const { return measures_.front(); }
  operator const std::vector<school::Measure>&() const { return measures_; }
  bool operator==(const MeasureList& other) const { return measures_ == other.measures_; }

 private:
  std::vector<school::Measure> measures_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

}  // namespace termwise::settings
