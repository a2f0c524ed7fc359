#include "check/elf_file.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::check {
namespace {

#if defined(__x86_64__)
constexpr std::uint16_t kMachine = EM_X86_64;
constexpr std::string_view kMachineName = "x86-64";
#elif defined(__aarch64__)
constexpr std::uint16_t kMachine = EM_AARCH64;
constexpr std::string_view kMachineName = "ARM64";
#else
#error "say which machine's plugins this program loads"
#endif

Error bad(std::string clause) { return Error{ExitCode::data, std::move(clause)}; }

class Image {
 public:
  explicit Image(std::string_view bytes) : bytes_(bytes) {}

  // The structure at an offset of the file, if all of it is there.
  template <typename T>
  std::optional<T> at(std::uint64_t offset) const {
    T value;
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof value) return std::nullopt;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }

  void add_segment(const Elf64_Phdr& segment) { segments_.push_back(segment); }

  // An address of the loaded library as an offset of the file.
  std::optional<std::uint64_t> offset_of(std::uint64_t address) const {
    for (const auto& segment : segments_)
      if (address >= segment.p_vaddr && address - segment.p_vaddr < segment.p_filesz) {
        const std::uint64_t inside = address - segment.p_vaddr;
        if (segment.p_offset > bytes_.size() || inside >= bytes_.size() - segment.p_offset) return std::nullopt;
        return segment.p_offset + inside;
      }
    return std::nullopt;
  }

  template <typename T>
  std::optional<T> loaded(std::uint64_t address) const {
    const auto offset = offset_of(address);
    return offset ? at<T>(*offset) : std::nullopt;
  }

  // Text with a NUL at its end.
  std::optional<std::string> text(std::uint64_t offset) const {
    if (offset >= bytes_.size()) return std::nullopt;
    const std::string_view rest = bytes_.substr(offset, kMostSymbolBytes + 1);
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(rest.substr(0, end));
  }

 private:
  std::string_view bytes_;
  std::vector<Elf64_Phdr> segments_;
};

Result<Elf64_Ehdr> read_header(const Image& image) {
  const auto header = image.at<Elf64_Ehdr>(0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
    return bad("it is not a shared library (an ELF file)");
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
      header->e_machine != kMachine)
    return bad(fmt::format("it was built for another kind of machine, and this one is {}", kMachineName));
  if (header->e_type != ET_DYN) return bad("it is an ELF file of another kind than a shared library");
  if (header->e_phentsize != sizeof(Elf64_Phdr)) return bad("its table of segments has an unknown layout");
  if (header->e_phnum > kMostSegments)
    return bad(fmt::format("it has {} segments, and at most {} are read", header->e_phnum, kMostSegments));
  return *header;
}

using Dynamic = std::map<std::int64_t, std::uint64_t>;  // tag -> value, the last of each

struct Segments {
  std::optional<Elf64_Phdr> dynamic;
  std::optional<Elf64_Phdr> stack;
};

Result<Segments> read_segments(Image& image, const Elf64_Ehdr& header, ElfFile& file) {
  Segments segments;
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    if (header.e_phoff > ~std::uint64_t{0} - kMostSegments * sizeof(Elf64_Phdr)) return bad("it ends too early");
    const auto segment = image.at<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr));
    if (!segment) return bad("it ends too early");
    if (segment->p_type == PT_LOAD) image.add_segment(*segment);
    if (segment->p_type == PT_DYNAMIC) segments.dynamic = *segment;
    if (segment->p_type == PT_GNU_STACK) segments.stack = *segment;
    if (segment->p_type == PT_GNU_RELRO) file.read_only_relocations = true;
  }
  if (!segments.dynamic) return bad("it has no dynamic section, so nothing can load it");
  file.executable_stack = !segments.stack || (segments.stack->p_flags & PF_X) != 0;
  return segments;
}

Result<Dynamic> read_dynamic(const Image& image, const Elf64_Phdr& segment, std::vector<std::uint64_t>& needed) {
  Dynamic dynamic;
  for (std::uint64_t i = 0; i < segment.p_filesz / sizeof(Elf64_Dyn); ++i) {
    if (i >= kMostDynamicEntries)
      return bad(fmt::format("its dynamic section has more than {} entries", kMostDynamicEntries));
    const std::uint64_t place = segment.p_offset + i * sizeof(Elf64_Dyn);
    const auto entry = place >= segment.p_offset ? image.at<Elf64_Dyn>(place) : std::nullopt;
    if (!entry) return bad("it ends too early");
    if (entry->d_tag == DT_NULL) break;
    if (entry->d_tag == DT_NEEDED)
      needed.push_back(entry->d_un.d_val);
    else
      dynamic[entry->d_tag] = entry->d_un.d_val;
  }
  return dynamic;
}

std::uint64_t value_of(const Dynamic& dynamic, std::int64_t tag) {
  const auto found = dynamic.find(tag);
  return found == dynamic.end() ? 0 : found->second;
}

// How many symbols there are stands only in the hash tables. The GNU one leaves out what is imported and says where the
// others start.
std::optional<std::uint64_t> count_by_gnu_hash(const Image& image, std::uint64_t table) {
  struct Head {
    std::uint32_t buckets, first_symbol, bloom_words, bloom_shift;
  };
  const auto head = image.loaded<Head>(table);
  if (!head || head->buckets > kMostSymbols || head->first_symbol > kMostSymbols || head->bloom_words > kMostSymbols)
    return std::nullopt;
  const std::uint64_t buckets = table + sizeof(Head) + std::uint64_t{head->bloom_words} * sizeof(std::uint64_t);
  const std::uint64_t chains = buckets + std::uint64_t{head->buckets} * sizeof(std::uint32_t);
  std::uint32_t last = 0;
  for (std::uint64_t i = 0; i < head->buckets; ++i) {
    const auto start = image.loaded<std::uint32_t>(buckets + i * sizeof(std::uint32_t));
    if (!start) return std::nullopt;
    last = std::max(last, *start);
  }
  if (last < head->first_symbol) return head->first_symbol;
  for (std::uint64_t symbol = last; symbol < kMostSymbols; ++symbol) {
    const auto link = image.loaded<std::uint32_t>(chains + (symbol - head->first_symbol) * sizeof(std::uint32_t));
    if (!link) return std::nullopt;
    if ((*link & 1) != 0) return symbol + 1;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> count_symbols(const Image& image, const Dynamic& dynamic) {
  std::optional<std::uint64_t> count;
  if (const auto table = value_of(dynamic, DT_GNU_HASH); table != 0) count = count_by_gnu_hash(image, table);
  if (const auto table = value_of(dynamic, DT_HASH); table != 0) {
    const auto chains = image.loaded<std::uint32_t>(table + sizeof(std::uint32_t));  // one for each symbol
    if (chains) count = std::max<std::uint64_t>(count.value_or(0), *chains);
  }
  if (count && *count > kMostSymbols) return std::nullopt;
  return count;
}

Result<void> read_symbols(const Image& image, const Dynamic& dynamic, std::uint64_t strings, ElfFile& file) {
  const auto count = count_symbols(image, dynamic);
  const auto symbols = image.offset_of(value_of(dynamic, DT_SYMTAB));
  if (!count || !symbols || value_of(dynamic, DT_SYMENT) != sizeof(Elf64_Sym))
    return bad("its table of symbols cannot be read");
  for (std::uint64_t i = 1; i < *count; ++i) {  // the first is no symbol
    const auto symbol = image.at<Elf64_Sym>(*symbols + i * sizeof(Elf64_Sym));
    if (!symbol) return bad("its table of symbols ends too early");
    const auto name = image.text(strings + symbol->st_name);
    if (!name) return bad("the name of one of its symbols cannot be read");
    const auto binding = ELF64_ST_BIND(symbol->st_info);
    const auto visibility = ELF64_ST_VISIBILITY(symbol->st_other);
    if (name->empty() || binding == STB_LOCAL) continue;
    if (symbol->st_shndx == SHN_UNDEF)
      file.imports.push_back(*name);
    else if (visibility == STV_DEFAULT || visibility == STV_PROTECTED)
      file.exports.push_back(*name);
  }
  std::sort(file.exports.begin(), file.exports.end());
  std::sort(file.imports.begin(), file.imports.end());
  return {};
}

}  // namespace

Result<ElfFile> read_elf(std::string_view bytes) {
  Image image(bytes);
  ElfFile file;
  TERMWISE_TRY(const Elf64_Ehdr header, read_header(image));
  TERMWISE_TRY(const Segments segments, read_segments(image, header, file));
  std::vector<std::uint64_t> needed;
  TERMWISE_TRY(const Dynamic dynamic, read_dynamic(image, *segments.dynamic, needed));
  const auto strings = image.offset_of(value_of(dynamic, DT_STRTAB));
  if (!strings) return bad("its table of names cannot be read");
  for (const std::uint64_t place : needed) {
    const auto name = place < bytes.size() ? image.text(*strings + place) : std::nullopt;
    if (!name) return bad("the name of a library that it needs cannot be read");
    file.needed.push_back(*name);
  }
  TERMWISE_CHECK(read_symbols(image, dynamic, *strings, file));
  const std::uint64_t flags = value_of(dynamic, DT_FLAGS);
  file.text_relocations = dynamic.count(DT_TEXTREL) != 0 || (flags & DF_TEXTREL) != 0;
  file.bound_at_start =
      dynamic.count(DT_BIND_NOW) != 0 || (flags & DF_BIND_NOW) != 0 || (value_of(dynamic, DT_FLAGS_1) & DF_1_NOW) != 0;
  return file;
}

}  // namespace termwise::check
