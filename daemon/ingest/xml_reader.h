// One part's XML as it passes, by expat: elements and text go to a handler, nothing is kept. A document type is refused,
// and with it every entity of the author's own; depth and the parser's memory are bounded. Element names come without
// their namespace, and empty where it is not one of spreadsheets or packages.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::ingest {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  std::optional<std::string_view> find(std::string_view name) const;  // of no namespace
  // The attribute of this name in a namespace, whichever: `id` is r:id.
  std::optional<std::string_view> find_qualified(std::string_view name) const;

 private:
  const char** pairs_;  // name, value, name, value, null
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // `depth` is 1 for the outermost element.
  virtual Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) = 0;
  virtual Result<void> end(std::string_view name, std::size_t depth) = 0;
  virtual Result<void> text(std::string_view text) = 0;  // perhaps in several pieces
};

class XmlReader {
 public:
  // `part` and `path` name what is read in errors.
  XmlReader(XmlHandler& handler, std::string part, std::string path);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Errors: the handler's, and 65.
  Result<void> feed(std::string_view piece);
  Result<void> finish();

 private:
  struct State;
  Result<void> parse(std::string_view piece, bool last);
  std::unique_ptr<State> state_;
};

}  // namespace termwise::ingest
