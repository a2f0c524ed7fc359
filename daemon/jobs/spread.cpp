#include "jobs/spread.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace termwise::jobs {
namespace {

class Spreading {
 public:
  Spreading(const std::string& url, std::size_t count, const Progress& progress,
            const std::function<Result<void>(store::Reader&, std::size_t)>& work)
      : url_(url), count_(count), progress_(progress), work_(work) {}

  // A thread's whole life; plugin hosts that it starts end before it does.
  void take_part() {
    try {
      auto reader = store::Reader::open(url_);
      if (!reader) return fail(0, reader.error());
      while (!failed_) {
        const std::size_t piece = next_.fetch_add(1);
        if (piece >= count_) return;
        if (auto done = work_(*reader, piece); !done) return fail(piece, done.error());
        const std::lock_guard lock(mutex_);
        ++done_;
        if (progress_) progress_(done_, count_);
      }
    } catch (const std::exception& exception) {
      fail(0, {ExitCode::internal, std::string("Termwise could not go on: ") + exception.what() + "."});
    }
  }

  Result<void> result() const {
    if (error_) return *error_;
    return {};
  }

 private:
  void fail(std::size_t piece, const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_ || piece < failed_piece_) {
      error_ = error;
      failed_piece_ = piece;
    }
    failed_ = true;
  }

  const std::string& url_;
  const std::size_t count_;
  const Progress& progress_;
  const std::function<Result<void>(store::Reader&, std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;  // of what follows
  std::size_t done_ = 0;
  std::optional<Error> error_;
  std::size_t failed_piece_ = 0;
};

}  // namespace

Result<void> spread(const std::string& url, std::size_t count, const Progress& progress,
                    const std::function<Result<void>(store::Reader& reader, std::size_t piece)>& work) {
  if (count == 0) return {};
  Spreading spreading(url, count, progress, work);
  const std::size_t threads =
      std::min({count, kMostThreads, std::max<std::size_t>(std::thread::hardware_concurrency(), 1)});
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back([&] { spreading.take_part(); });
  spreading.take_part();
  for (auto& thread : others) thread.join();
  return spreading.result();
}

}  // namespace termwise::jobs
