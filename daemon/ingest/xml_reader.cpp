#include "ingest/xml_reader.h"

#include <expat.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/workbook_limits.h"

namespace termwise::ingest {
namespace {

constexpr char kSeparator = '\n';  // between a namespace and a name; it can stand in neither
constexpr std::array<std::string_view, 3> kNamespaces{
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",      // ECMA-376, transitional
    "http://purl.oclc.org/ooxml/spreadsheetml/main",                  // ISO/IEC 29500, strict
    "http://schemas.openxmlformats.org/package/2006/relationships"};  // in both

// expat keeps every name it has met, and the whole of an unfinished tag. Its memory is counted, per thread, so that no
// document can make it grow; a size stands before each block.
thread_local std::size_t xml_memory = 0;
constexpr std::size_t kHeaderBytes = alignof(std::max_align_t) > sizeof(std::size_t) ? alignof(std::max_align_t)
                                                                                     : sizeof(std::size_t);

void* resize_counted(void* block, std::size_t size) {
  char* const old = block == nullptr ? nullptr : static_cast<char*>(block) - kHeaderBytes;
  std::size_t old_size = 0;
  if (old != nullptr) std::memcpy(&old_size, old, sizeof old_size);
  if (size > old_size && size - old_size > kMaximumXmlMemory - xml_memory) return nullptr;
  char* const grown = static_cast<char*>(std::realloc(old, size + kHeaderBytes));
  if (grown == nullptr) return nullptr;
  std::memcpy(grown, &size, sizeof size);
  xml_memory = xml_memory - old_size + size;
  return grown + kHeaderBytes;
}

void* allocate_counted(std::size_t size) { return resize_counted(nullptr, size); }

void free_counted(void* block) {
  if (block == nullptr) return;
  char* const start = static_cast<char*>(block) - kHeaderBytes;
  std::size_t size = 0;
  std::memcpy(&size, start, sizeof size);
  xml_memory -= size;
  std::free(start);
}

std::string_view local_name(std::string_view name) {
  const std::size_t border = name.find(kSeparator);
  if (border == std::string_view::npos) return {};
  for (const std::string_view known : kNamespaces)
    if (name.substr(0, border) == known) return name.substr(border + 1);
  return {};
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (name == pair[0]) return pair[1];
  return std::nullopt;
}

std::optional<std::string_view> XmlAttributes::find_qualified(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view full = pair[0];
    const std::size_t border = full.find(kSeparator);
    if (border != std::string_view::npos && full.substr(border + 1) == name) return pair[1];
  }
  return std::nullopt;
}

struct XmlReader::State {
  XmlHandler& handler;
  std::string part;
  std::string path;
  XML_Parser parser = nullptr;
  std::size_t depth = 0;
  std::optional<Error> error;

  State(XmlHandler& to, std::string part_name, std::string file)
      : handler(to), part(std::move(part_name)), path(std::move(file)) {}

  Error refuse(std::string message) const { return Error{ExitCode::data, std::move(message), Location{path}}; }

  void stop(Error with) {
    if (error) return;
    error = std::move(with);
    XML_StopParser(parser, XML_FALSE);
  }

  void take(Result<void> result) {
    if (!result.ok()) stop(std::move(result).error());
  }

  static void XMLCALL on_start(void* data, const char* name, const char** attributes) {
    State& state = *static_cast<State*>(data);
    if (state.error) return;
    if (++state.depth > kMaximumXmlDepth)
      return state.stop(state.refuse(
          fmt::format("the part {} of this workbook has more than the {} elements within one another that it "
                      "may have. Check where it came from.",
                      quote(state.part), kMaximumXmlDepth)));
    state.take(state.handler.start(local_name(name), state.depth, XmlAttributes(attributes)));
  }

  static void XMLCALL on_end(void* data, const char* name) {
    State& state = *static_cast<State*>(data);
    if (state.error) return;
    state.take(state.handler.end(local_name(name), state.depth));
    --state.depth;
  }

  static void XMLCALL on_text(void* data, const char* text, int size) {
    State& state = *static_cast<State*>(data);
    if (state.error) return;
    state.take(state.handler.text(std::string_view(text, static_cast<std::size_t>(size))));
  }

  static void XMLCALL on_document_type(void* data, const char*, const char*, const char*, int) {
    State& state = *static_cast<State*>(data);
    state.stop(state.refuse(
        fmt::format("the part {} of this workbook declares a document type, which no workbook does and which "
                    "attacks are made of. Check where it came from.",
                    quote(state.part))));
  }
};

XmlReader::XmlReader(XmlHandler& handler, std::string part, std::string path)
    : state_(std::make_unique<State>(handler, std::move(part), std::move(path))) {
  static const XML_Memory_Handling_Suite kCounted{allocate_counted, resize_counted, free_counted};
  const char separator[] = {kSeparator, '\0'};
  state_->parser = XML_ParserCreate_MM(nullptr, &kCounted, separator);
  if (state_->parser == nullptr) return;
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_start, State::on_end);
  XML_SetCharacterDataHandler(state_->parser, State::on_text);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::on_document_type);
}

XmlReader::~XmlReader() {
  if (state_->parser != nullptr) XML_ParserFree(state_->parser);
}

Result<void> XmlReader::feed(std::string_view piece) { return parse(piece, false); }

Result<void> XmlReader::finish() { return parse({}, true); }

Result<void> XmlReader::parse(std::string_view piece, bool last) {
  State& state = *state_;
  if (state.parser != nullptr &&
      XML_Parse(state.parser, piece.data(), static_cast<int>(piece.size()), last) != XML_STATUS_ERROR)
    return {};
  if (state.error) return *state.error;
  const XML_Error code = state.parser == nullptr ? XML_ERROR_NO_MEMORY : XML_GetErrorCode(state.parser);
  if (code == XML_ERROR_NO_MEMORY)
    return state.refuse(
        fmt::format("the part {} of this workbook has a tag that is too long, or too many kinds of them: "
                    "reading it takes more than {} bytes. Check where it came from.",
                    quote(state.part), kMaximumXmlMemory));
  return state.refuse(
      fmt::format("the part {} of this workbook is not XML that can be read: {}, on its line {}. Fetch it "
                  "again from its publisher, or open it in Excel and save it again.",
                  quote(state.part), XML_ErrorString(code), XML_GetCurrentLineNumber(state.parser)));
}

}  // namespace termwise::ingest
