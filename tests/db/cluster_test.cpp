#include "store/cluster.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "base/process.h"
#include "store/database.h"

namespace termwise::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Another process that holds the cluster.
class Holder {
 public:
  explicit Holder(const fs::path& state) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::execl(CLUSTER_HOLDER, CLUSTER_HOLDER, state.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    std::array<char, 1024> buffer{};
    ssize_t count = 0;
    while (said_.find('\n') == std::string::npos && (count = ::read(out[0], buffer.data(), buffer.size())) > 0)
      said_.append(buffer.data(), static_cast<std::size_t>(count));
    ::close(out[0]);
  }
  ~Holder() { leave(); }
  const std::string& said() const { return said_; }
  void leave() {
    end([&] { ::close(input_); });
  }
  void die() {
    end([&] { ::kill(pid_, SIGKILL); });
    ::close(input_);
  }

 private:
  template <typename How>
  void end(How how) {
    if (pid_ == 0) return;
    how();
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  pid_t pid_ = 0;
  int input_ = -1;
  std::string said_;
};

// A directory that PostgreSQL's user may enter.
fs::path temporary_directory() {
  std::string pattern = "/tmp/termwise-cluster-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  ::chmod(pattern.c_str(), 0755);
  return pattern;
}

class Cluster : public testing::Test {
 protected:
  // Each test has a copy of one cluster, since making one takes longer than all the rest.
  static void SetUpTestSuite() {
    made_ = temporary_directory();
    const auto cluster = EmbeddedCluster::acquire(made_);
    ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  }
  static void TearDownTestSuite() { fs::remove_all(made_); }
  void SetUp() override {
    state_ = temporary_directory();
    const auto copied =
        run_process({"/bin/cp", {"-a", made_.string() + "/.", state_.string()}, {}, "/", std::nullopt, -1});
    ASSERT_TRUE(copied.ok() && copied->success) << copied->output;
  }
  void TearDown() override {
    for (const pid_t pid : server_processes()) ::kill(pid, SIGKILL);
    std::ifstream pointer(state_ / "postgresql.path");
    std::string elsewhere;
    if (std::getline(pointer, elsewhere)) fs::remove_all(elsewhere);
    fs::remove_all(state_);
  }
  fs::path home() const {
    std::ifstream pointer(state_ / "postgresql.path");
    std::string elsewhere;
    return std::getline(pointer, elsewhere) ? fs::path(elsewhere) : state_ / "postgresql";
  }
  // Every process, zombies left out, that works in the data directory.
  std::vector<pid_t> server_processes() const {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      std::error_code unreadable;
      if (fs::read_symlink(entry.path() / "cwd", unreadable) == home() / "data")
        found.push_back(std::stoi(entry.path().filename().string()));
    }
    return found;
  }
  pid_t postmaster() const {
    std::ifstream file(home() / "data" / "postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
  }
  static void answers(const std::string& url) {
    pqxx::connection connection(url);
    pqxx::nontransaction direct(connection);
    EXPECT_EQ(direct.exec("SELECT current_database()")[0][0].as<std::string>(), "termwise");
  }

  static inline fs::path made_;
  fs::path state_;
};

TEST_F(Cluster, livesWhileItIsHeldAndKeepsItsData) {
  {
    auto cluster = EmbeddedCluster::acquire(state_);
    ASSERT_TRUE(cluster.ok()) << cluster.error().text();
    answers(cluster->url());
    ASSERT_TRUE(migrate(cluster->url()).ok());
    ASSERT_TRUE(Database::open(cluster->url()).ok());
  }
  EXPECT_TRUE(server_processes().empty());
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "no child, not even a zombie, is left";
  auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  EXPECT_TRUE(Reader::open(cluster->url()).ok());
}

TEST_F(Cluster, isEnteredByItsUserOnly) {
  auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  struct stat status {};
  ASSERT_EQ(::stat(home().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  pqxx::connection connection(cluster->url());
  pqxx::nontransaction direct(connection);
  EXPECT_EQ(direct.exec("SHOW listen_addresses")[0][0].as<std::string>(), "");
  EXPECT_EQ(direct.exec("SHOW fsync")[0][0].as<std::string>(), "on");
  EXPECT_EQ(direct.exec("SHOW server_encoding")[0][0].as<std::string>(), "UTF8");
}

TEST_F(Cluster, isSharedByProcessesAndOutlivesItsStarter) {
  Holder starter(state_);
  ASSERT_EQ(starter.said(), "ready\n");
  auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  const pid_t server = postmaster();
  starter.leave();
  EXPECT_EQ(postmaster(), server);
  answers(cluster->url());
  Holder third(state_);
  EXPECT_EQ(postmaster(), server);
  { auto gone = std::move(cluster); }
  EXPECT_EQ(postmaster(), server) << "the third still holds it";
  third.leave();
  EXPECT_TRUE(server_processes().empty());
}

TEST_F(Cluster, isSharedWithinAProcess) {
  auto first = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(first.ok()) << first.error().text();
  auto second = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(second.ok()) << second.error().text();
  EXPECT_EQ(first->url(), second->url());
  { auto gone = std::move(first); }
  answers(second->url());
}

TEST_F(Cluster, doesNotMindAHolderThatIsKilled) {
  auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  Holder holder(state_);
  holder.die();
  answers(cluster->url());
  { auto gone = std::move(cluster); }
  EXPECT_TRUE(server_processes().empty()) << "a dead holder holds nothing";
}

TEST_F(Cluster, isTakenOverFromAStarterThatWasKilled) {
  Holder starter(state_);
  ASSERT_EQ(starter.said(), "ready\n");
  const pid_t server = postmaster();
  starter.die();
  {
    auto cluster = EmbeddedCluster::acquire(state_);
    ASSERT_TRUE(cluster.ok()) << cluster.error().text();
    EXPECT_EQ(postmaster(), server);
    answers(cluster->url());
  }
  EXPECT_TRUE(server_processes().empty());
}

TEST_F(Cluster, startsAgainAfterItsServerWasKilled) {
  Holder starter(state_);
  ASSERT_EQ(starter.said(), "ready\n");
  starter.die();
  ::kill(postmaster(), SIGKILL);
  auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_TRUE(cluster.ok()) << cluster.error().text();
  answers(cluster->url());
}

// A number from before a crash may be another program's by now.
TEST_F(Cluster, isNotFooledByAStaleProcessNumber) {
  { ASSERT_TRUE(EmbeddedCluster::acquire(state_).ok()); }
  const pid_t other = ::fork();
  if (other == 0) {
    if (::geteuid() == 0) {
      const auto user = find_user("postgres");
      if (user && ::setuid(user->uid) != 0) ::_exit(1);
    }
    ::pause();
    ::_exit(0);
  }
  std::ofstream(home() / "data" / "postmaster.pid") << other << "\n"
                                                    << (home() / "data").string() << "\n1500000000\n5432\n"
                                                    << home().string() << "\n\n  1234567    123456\nready   \n";
  {
    auto cluster = EmbeddedCluster::acquire(state_);
    EXPECT_TRUE(cluster.ok()) << cluster.error().text();
    if (cluster.ok()) answers(cluster->url());
  }
  EXPECT_EQ(::kill(other, 0), 0) << "and it is left alone";
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
}

TEST_F(Cluster, isMadeElsewhereWhereTheSocketsPathWouldBeTooLong) {
  const fs::path deep = state_ / std::string(60, 'a') / std::string(40, 'b');
  const fs::path outer = state_;
  state_ = deep;
  {
    auto cluster = EmbeddedCluster::acquire(deep);
    ASSERT_TRUE(cluster.ok()) << cluster.error().text();
    answers(cluster->url());
    EXPECT_TRUE(fs::exists(deep / "postgresql.path"));
    EXPECT_THAT(cluster->url(), HasSubstr("/var/tmp/termwise-"));
  }
  fs::remove_all(home());
  const auto gone = EmbeddedCluster::acquire(deep);
  ASSERT_FALSE(gone.ok());
  EXPECT_THAT(gone.error().message, HasSubstr("is gone"));
  fs::remove(deep / "postgresql.path");
  state_ = outer;
}

TEST_F(Cluster, takesAPathWithAnyLetter) {
  const fs::path odd = state_ / "a b%&?ü";
  const fs::path outer = state_;
  state_ = odd;
  {
    auto cluster = EmbeddedCluster::acquire(odd);
    ASSERT_TRUE(cluster.ok()) << cluster.error().text();
    answers(cluster->url());
  }
  state_ = outer;
}

TEST_F(Cluster, ofAnotherPostgresqlIsRefusedInASentence) {
  { ASSERT_TRUE(EmbeddedCluster::acquire(state_).ok()); }
  std::ofstream(home() / "data" / "PG_VERSION") << "99\n";
  const auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_FALSE(cluster.ok());
  EXPECT_EQ(cluster.error().exit, ExitCode::unavailable);
  EXPECT_THAT(cluster.error().message, HasSubstr("made by PostgreSQL 99"));
}

TEST_F(Cluster, thatWillNotStartShowsTheEndOfItsLog) {
  { ASSERT_TRUE(EmbeddedCluster::acquire(state_).ok()); }
  fs::remove(home() / "data" / "global" / "pg_control");
  const auto cluster = EmbeddedCluster::acquire(state_);
  ASSERT_FALSE(cluster.ok());
  EXPECT_EQ(cluster.error().exit, ExitCode::unavailable);
  EXPECT_THAT(cluster.error().message, HasSubstr("pg_control"));
}

TEST_F(Cluster, needsADirectoryThatCanBeMade) {
  std::ofstream(state_ / "file") << "x";
  const auto cluster = EmbeddedCluster::acquire(state_ / "file" / "state");
  ASSERT_FALSE(cluster.ok());
  EXPECT_EQ(cluster.error().exit, ExitCode::cannot_create);
}

TEST_F(Cluster, isMadeAndStartedOnceByManyAtOnce) {
  fs::remove_all(home());
  std::vector<std::thread> threads;
  std::vector<std::string> urls(4);
  for (auto& url : urls)
    threads.emplace_back([&] {
      auto cluster = EmbeddedCluster::acquire(state_);
      if (cluster.ok()) {
        url = cluster->url();
        answers(url);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_NE(urls[0], "");
  EXPECT_THAT(urls, testing::Each(urls[0]));
  EXPECT_TRUE(server_processes().empty());
}

}  // namespace
}  // namespace termwise::store
