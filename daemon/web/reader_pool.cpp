#include "web/reader_pool.h"

#include <utility>

namespace termwise::web {

Result<std::unique_ptr<store::Reader>> ReaderPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  TERMWISE_TRY(store::Reader reader, store::Reader::open(url_, kLongestStatement));
  return std::make_unique<store::Reader>(std::move(reader));
}

void ReaderPool::give_back(std::unique_ptr<store::Reader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

}  // namespace termwise::web
