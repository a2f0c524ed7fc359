// Configurations for tests: a good one, with one place of it changed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.h"

namespace termwise::settings::test {

using Files = std::map<std::string, std::string>;  // path -> content

// The files of tests/settings/good, without the main file.
Files good_files();
std::string good_main_file();

// Replaces the only place where `from` stands; an empty `from` means the whole content.
void change(std::string& content, std::string_view from, std::string_view to);

// Takes the marks "@@" out of a content and returns where they stood, counted in characters.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool operator==(const Place&) const = default;
};
std::vector<Place> take_marks(std::string& content);

Loaded load_files(const Files& files);  // by load_revision

// One changed place in the good configuration, and the errors that it must lead to: "@@" marks where.
struct Case {
  std::string name;
  std::string path;
  std::string from;  // stands once in the good file; empty: the whole file
  std::string to;
  std::string phrase;  // of the first error's message
};
void PrintTo(const Case& tried, std::ostream* out);
std::string case_name(const testing::TestParamInfo<Case>& tried);
void expect_reported(const Case& tried);

// The same in a main file that leads to the good configuration.
struct MainCase {
  std::string name;
  std::string from;
  std::string to;
  std::string phrase;
};
void PrintTo(const MainCase& tried, std::ostream* out);
std::string main_case_name(const testing::TestParamInfo<MainCase>& tried);
void expect_reported_in_main_file(std::string content, const MainCase& tried);

// The settings of such a main file, which must be right.
Settings settings_of_main_file(const std::string& content);

// A directory that vanishes at the end of the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& content) const;
  void write(const Files& files, const std::string& folder = "") const;

 private:
  std::filesystem::path path_;
};

std::string all_texts(const std::vector<Error>& errors);

}  // namespace termwise::settings::test
