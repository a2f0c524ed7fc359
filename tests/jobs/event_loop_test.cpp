#include "jobs/event_loop.h"

#include <csignal>
#include <optional>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;

TEST(EventLoop, RunsWhatOtherThreadsPost) {
  EventLoop loop;
  int tasks = 0;
  std::thread other([&] {
    for (int i = 0; i < 100; ++i) loop.post([&] { ++tasks; });
    loop.post([&] { loop.stop(); });
  });
  loop.run();
  other.join();
  EXPECT_EQ(tasks, 100);
}

TEST(EventLoop, KeepsOnlyTheLatestAppointmentOfATimer) {
  EventLoop loop;
  EventLoop::Timer timer(loop);
  EventLoop::Timer end(loop);
  std::string rang;
  timer.in(1ms, [&] { rang += "a"; });
  timer.in(2ms, [&] { rang += "b"; });
  end.in(50ms, [&] { loop.stop(); });
  loop.run();
  EXPECT_EQ(rang, "b");
  timer.in(1ms, [&] { rang += "c"; });
  timer.cancel();
}

TEST(EventLoop, WatchesADescriptorUntilTheWatchIsGone) {
  EventLoop loop;
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  int heard = 0;
  std::optional<EventLoop::Watch> watch;
  watch.emplace(loop, pipe[0], [&] {
    char byte = 0;
    ASSERT_EQ(::read(pipe[0], &byte, 1), 1);
    // Destroyed within its own task, as a connection that turns out to be lost.
    if (++heard == 2) watch.reset();
  });
  EventLoop::Timer end(loop);
  ASSERT_EQ(::write(pipe[1], "abc", 3), 3);
  end.in(50ms, [&] { loop.stop(); });
  loop.run();
  EXPECT_EQ(heard, 2);
  EXPECT_EQ(::close(pipe[0]), 0) << "the descriptor stays the caller's";
  ::close(pipe[1]);
}

TEST(EventLoop, HearsASignalEachTimeItComes) {
  EventLoop loop;
  int heard = 0;
  loop.on_signal(SIGUSR1, [&] {
    if (++heard == 2) return loop.stop();
    ::kill(::getpid(), SIGUSR1);
  });
  loop.post([] { ::kill(::getpid(), SIGUSR1); });
  loop.run();
  EXPECT_EQ(heard, 2);
}

}  // namespace
}  // namespace termwise::jobs
