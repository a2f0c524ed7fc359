// Long lists in pages: which one is asked for, and where the neighbours are.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.h"
#include "web/page.h"

namespace termwise::web {

inline constexpr std::size_t kMostPages = 10000;

// The parameter "page", from 1; 1 where it is not given. Error (exit 64): it is no number from 1 to kMostPages.
Result<std::size_t> page_asked_for(const PageContext& context);

// Links to the pages before and after, as HTML; empty where the list has one page. `address`: of the list with this value
// of "page", which is empty for the first.
Result<std::string> paging(std::size_t page, bool more, const std::function<std::string(const std::string&)>& address);

}  // namespace termwise::web
