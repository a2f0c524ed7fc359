// Edits of a text line by line, and the same as a unified diff.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace termwise::ingest {

class TextPatch {
 public:
  explicit TextPatch(std::string_view text);

  const std::vector<std::string>& lines() const { return lines_; }
  void replace(std::size_t line, std::string text) { replaced_[line] = std::move(text); }
  void remove(std::size_t line) { removed_[line] = true; }
  void add_after(std::size_t line, std::string text) { added_[line].push_back(std::move(text)); }
  bool empty() const { return replaced_.empty() && removed_.empty() && added_.empty(); }

  std::string result() const;
  // With three lines around each change.
  std::string diff(std::string_view old_path, std::string_view new_path) const;

 private:
  struct Line {
    char sign;  // ' ', '-' or '+'
    std::string text;
  };
  std::vector<Line> signed_lines() const;

  std::vector<std::string> lines_;
  std::map<std::size_t, std::string> replaced_;
  std::map<std::size_t, bool> removed_;
  std::map<std::size_t, std::vector<std::string>> added_;
};

}  // namespace termwise::ingest
