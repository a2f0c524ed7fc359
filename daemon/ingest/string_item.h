// The text of one string of a workbook: <si> among the shared strings, <is> within a cell. Runs of rich text are joined,
// and what says how it is pronounced is left out (ECMA-376 part 1, 18.4.8).
#pragma once

#include <string>
#include <string_view>

namespace termwise::ingest {

class StringItem {
 public:
  void clear();
  void start(std::string_view name);
  void end(std::string_view name);
  void text(std::string_view text);
  const std::string& value() const { return value_; }  // as it stands in the part

 private:
  std::string value_;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

// The text as a cell of one line: "_x000D_" is the character that it stands for (22.9.2.19), a line end and any other
// control character but the tab is a space.
std::string one_line(std::string_view text);

}  // namespace termwise::ingest
