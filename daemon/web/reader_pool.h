// Connections that pages share: one for each request that is being answered, kept for the next.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace termwise::web {

// A page that would take longer is not shown: it holds one of the server's threads, and the daemon's stop.
inline constexpr std::chrono::milliseconds kLongestStatement{10000};

class ReaderPool {
 public:
  explicit ReaderPool(std::string url) : url_(std::move(url)) {}

  // Error (exit 69): the database is away.
  Result<std::unique_ptr<store::Reader>> take();
  // Only one whose last statement went well: a connection may be from before the database was away.
  void give_back(std::unique_ptr<store::Reader> reader);

 private:
  const std::string url_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<store::Reader>> idle_;
};

}  // namespace termwise::web
