#include "fixture.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace termwise::settings::test {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  std::stringstream content;
  content << stream.rdbuf();
  return content.str();
}

}  // namespace

Files good_files() {
  const fs::path good = TERMWISE_GOOD_CONFIGURATION;
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(good)) {
    const std::string name = fs::relative(entry.path(), good).string();
    if (entry.is_regular_file() && name != "termwise.toml") files[name] = content_of(entry.path());
  }
  return files;
}

std::string good_main_file() { return content_of(fs::path(TERMWISE_GOOD_CONFIGURATION) / "termwise.toml"); }

void change(std::string& content, std::string_view from, std::string_view to) {
  if (from.empty()) {
    content = to;
    return;
  }
  const std::size_t place = content.find(from);
  if (place == std::string::npos || content.find(from, place + 1) != std::string::npos)
    throw std::runtime_error("the fixture must hold this exactly once: " + std::string(from));
  content.replace(place, from.size(), to);
}

std::vector<Place> take_marks(std::string& content) {
  std::vector<Place> places;
  std::string kept;
  Place at{1, 1};
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content.compare(i, 2, "@@") == 0) {
      places.push_back(at);
      ++i;
      continue;
    }
    kept += content[i];
    if (content[i] == '\n')
      at = {at.line + 1, 1};
    else if ((static_cast<unsigned char>(content[i]) & 0xC0) != 0x80)
      ++at.column;
  }
  content = kept;
  return places;
}

Loaded load_files(const Files& files) {
  std::vector<SettingsFile> list;
  for (const auto& [path, content] : files) list.push_back({path, content});
  return load_revision(list);
}

void PrintTo(const Case& tried, std::ostream* out) { *out << tried.name; }

std::string case_name(const testing::TestParamInfo<Case>& tried) { return tried.param.name; }

void expect_reported(const Case& tried) {
  auto files = good_files();
  change(files[tried.path], tried.from, tried.to);
  const auto places = take_marks(files[tried.path]);
  ASSERT_FALSE(places.empty());

  const Loaded loaded = load_files(files);
  EXPECT_FALSE(loaded.settings);
  std::vector<Place> reported;
  for (const auto& error : loaded.errors) {
    EXPECT_EQ(error.exit, ExitCode::configuration);
    ASSERT_TRUE(error.where);
    EXPECT_EQ(error.where->file, tried.path);
    reported.push_back({error.where->line, error.where->column});
  }
  EXPECT_EQ(reported, places) << all_texts(loaded.errors);
  ASSERT_FALSE(loaded.errors.empty());
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr(tried.phrase));
}

void PrintTo(const MainCase& tried, std::ostream* out) { *out << tried.name; }

std::string main_case_name(const testing::TestParamInfo<MainCase>& tried) { return tried.param.name; }

void expect_reported_in_main_file(std::string content, const MainCase& tried) {
  change(content, tried.from, tried.to);
  const auto places = take_marks(content);
  ASSERT_FALSE(places.empty());
  TemporaryDirectory directory;
  directory.write(good_files());
  directory.write("termwise.toml", content);

  const Loaded loaded = load(directory.path() / "termwise.toml");
  EXPECT_FALSE(loaded.settings);
  std::vector<Place> reported;
  for (const auto& error : loaded.errors) {
    EXPECT_EQ(error.exit, ExitCode::configuration);
    ASSERT_TRUE(error.where);
    EXPECT_EQ(error.where->file, (directory.path() / "termwise.toml").string());
    reported.push_back({error.where->line, error.where->column});
  }
  EXPECT_EQ(reported, places) << all_texts(loaded.errors);
  ASSERT_FALSE(loaded.errors.empty());
  EXPECT_THAT(loaded.errors[0].message, testing::HasSubstr(tried.phrase));
}

Settings settings_of_main_file(const std::string& content) {
  TemporaryDirectory directory;
  directory.write(good_files());
  directory.write("termwise.toml", content);
  Loaded loaded = load(directory.path() / "termwise.toml");
  if (!loaded.settings) throw std::runtime_error(all_texts(loaded.errors));
  return std::move(*loaded.settings);
}

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (fs::temp_directory_path() / "termwise-settings-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TemporaryDirectory::write(const std::string& name, const std::string& content) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << content;
}

void TemporaryDirectory::write(const Files& files, const std::string& folder) const {
  for (const auto& [name, content] : files) write(folder.empty() ? name : folder + "/" + name, content);
}

std::string all_texts(const std::vector<Error>& errors) {
  std::string texts;
  for (const auto& error : errors) texts += error.text() + "\n";
  return texts;
}

}  // namespace termwise::settings::test
