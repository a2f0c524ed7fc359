// What a plugin's evaluate() is shown, in the ABI's structures.
#pragma once

#include <termwise/abi.h>

#include <span>
#include <string_view>
#include <vector>

#include "wire/messages.h"

namespace termwise::host {

// Borrows the text.
tw_text borrowed(std::string_view text);

// Borrows the input and the tables, and is not moved while a plugin looks at it.
class InputImage {
 public:
  InputImage(const wire::Input& input, std::span<const tw_table> tables);
  InputImage(const InputImage&) = delete;
  InputImage& operator=(const InputImage&) = delete;

  const tw_input* get() const { return &input_; }

 private:
  std::vector<tw_setting> settings_;
  std::vector<tw_text> rules_;
  tw_input input_{};
};

}  // namespace termwise::host
