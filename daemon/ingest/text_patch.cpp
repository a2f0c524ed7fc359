#include "ingest/text_patch.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::ingest {
namespace {

constexpr std::size_t kContext = 3;

}  // namespace

TextPatch::TextPatch(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines_.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::vector<TextPatch::Line> TextPatch::signed_lines() const {
  std::vector<Line> all;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto replaced = replaced_.find(i);
    const bool goes = replaced != replaced_.end() || removed_.count(i) > 0;
    all.push_back({goes ? '-' : ' ', lines_[i]});
    if (replaced != replaced_.end()) all.push_back({'+', replaced->second});
    if (const auto added = added_.find(i); added != added_.end())
      for (const auto& text : added->second) all.push_back({'+', text});
  }
  return all;
}

std::string TextPatch::result() const {
  std::string text;
  for (const auto& line : signed_lines())
    if (line.sign != '-') text += line.text + "\n";
  return text;
}

std::string TextPatch::diff(std::string_view old_path, std::string_view new_path) const {
  const std::vector<Line> all = signed_lines();
  std::string text = fmt::format("--- {}\n+++ {}\n", old_path, new_path);
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  std::size_t done = 0;
  const auto changed = [](const Line& line) { return line.sign != ' '; };
  const auto pass = [&](std::size_t end) {
    for (; done < end; ++done) {
      if (all[done].sign != '+') ++old_line;
      if (all[done].sign != '-') ++new_line;
    }
  };
  while (true) {
    const auto next = static_cast<std::size_t>(
        std::find_if(all.begin() + static_cast<std::ptrdiff_t>(done), all.end(), changed) - all.begin());
    if (next == all.size()) return text;
    // A hunk goes on as long as changes are no further apart than their contexts.
    std::size_t last = next;
    for (std::size_t i = next; i < all.size() && i <= last + 2 * kContext; ++i)
      if (changed(all[i])) last = i;
    pass(next - std::min(next - done, kContext));
    const std::size_t end = std::min(last + 1 + kContext, all.size());
    const std::size_t old_start = old_line;
    const std::size_t new_start = new_line;
    std::string body;
    for (std::size_t i = done; i < end; ++i) body += all[i].sign + all[i].text + "\n";
    pass(end);
    text +=
        fmt::format("@@ -{},{} +{},{} @@\n{}", old_start, old_line - old_start, new_start, new_line - new_start, body);
  }
}

}  // namespace termwise::ingest
