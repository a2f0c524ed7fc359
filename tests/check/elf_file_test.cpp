// The reader of shared libraries, held against binutils, and given libraries that lie.
#include <elf.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "check/elf_file.h"

namespace termwise::check {
namespace {

std::string bytes_of(const std::string& file) { return read_file(file, 64 << 20).value(); }

// What nm says, without versions of symbols.
std::vector<std::string> nm(const std::string& options, const std::string& file) {
  const std::string command = std::string(TERMWISE_NM) + " -D --format=just-symbols " + options + " '" + file + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string output;
  char buffer[4096];
  while (pipe != nullptr && fgets(buffer, sizeof buffer, pipe.get()) != nullptr) output += buffer;
  std::vector<std::string> names;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) names.push_back(line.substr(0, line.find('@')));
  std::sort(names.begin(), names.end());
  return names;
}

TEST(ElfFile, reads_the_symbols_that_nm_reads) {
  for (const std::string file : {TERMWISE_NATIONAL_PLUGIN, TERMWISE_WRONG_FOLDER "/exports_more.so",
                                 TERMWISE_WRONG_FOLDER "/imports_socket.so"}) {
    const auto elf = read_elf(bytes_of(file));
    ASSERT_TRUE(elf.ok()) << elf.error().message;
    EXPECT_EQ(elf->exports, nm("--defined-only", file)) << file;
    EXPECT_EQ(elf->imports, nm("--undefined-only", file)) << file;
  }
}

TEST(ElfFile, says_what_is_not_a_shared_library) {
  EXPECT_THAT(read_elf("").error().message, ::testing::HasSubstr("not a shared library"));
  EXPECT_THAT(read_elf("<html>").error().message, ::testing::HasSubstr("not a shared library"));
  std::string other = bytes_of(TERMWISE_WRONG_FOLDER "/good.so");
  other[18] = static_cast<char>(EM_S390);  // e_machine
  EXPECT_THAT(read_elf(other).error().message, ::testing::HasSubstr("another kind of machine"));
  std::string object = bytes_of(TERMWISE_WRONG_FOLDER "/good.so");
  object[16] = static_cast<char>(ET_REL);
  EXPECT_THAT(read_elf(object).error().message, ::testing::HasSubstr("another kind than a shared library"));
}

TEST(ElfFile, refuses_one_segment_more_than_the_limit) {
  std::string file = bytes_of(TERMWISE_WRONG_FOLDER "/good.so");
  Elf64_Ehdr header;
  std::memcpy(&header, file.data(), sizeof header);
  header.e_phnum = kMostSegments + 1;
  std::memcpy(file.data(), &header, sizeof header);
  EXPECT_THAT(read_elf(file).error().message, ::testing::HasSubstr("1025 segments, and at most 1024"));
}

TEST(ElfFile, survives_every_cut) {
  const std::string whole = bytes_of(TERMWISE_WRONG_FOLDER "/good.so");
  std::size_t read = 0;
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 64)
    if (read_elf(std::string_view(whole).substr(0, size)).ok()) ++read;
  EXPECT_EQ(read_elf(std::string_view(whole).substr(0, 64)).ok(), false);
  EXPECT_GT(read, 0u);  // sections at the end are not needed for loading
}

// Changed bytes, most of them where the offsets and counts stand. The sanitized builds see any byte read outside.
TEST(ElfFile, survives_mutations) {
  const std::string whole = bytes_of(TERMWISE_WRONG_FOLDER "/good.so");
  const Elf64_Ehdr* header = reinterpret_cast<const Elf64_Ehdr*>(whole.data());
  std::vector<std::size_t> places;  // of the header, the segments and the dynamic section
  const auto add = [&](std::size_t from, std::size_t size) {
    for (std::size_t i = from; i < std::min(from + size, whole.size()); ++i) places.push_back(i);
  };
  add(0, sizeof(Elf64_Ehdr));
  add(header->e_phoff, header->e_phnum * sizeof(Elf64_Phdr));
  for (std::size_t i = 0; i < header->e_phnum; ++i) {
    const auto* segment = reinterpret_cast<const Elf64_Phdr*>(whole.data() + header->e_phoff + i * sizeof(Elf64_Phdr));
    if (segment->p_type == PT_DYNAMIC) add(segment->p_offset, segment->p_filesz);
  }
  std::mt19937 random(5);
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string file = whole;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes; ++i) {
      const std::size_t place = random() % 4 == 0 ? random() % file.size() : places[random() % places.size()];
      file[place] = random() % 3 == 0 ? '\xFF' : static_cast<char>(random());
    }
    const auto elf = read_elf(file);
    if (!elf.ok()) {
      ++refused;
      EXPECT_FALSE(elf.error().message.empty());
    }
  }
  EXPECT_GT(refused, 1000u);
}

}  // namespace
}  // namespace termwise::check
