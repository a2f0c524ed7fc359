"""Holds systemd/ to what systemd's own tools say of it. The unit is read as it is shipped, with only its program's path
pointed at the one that was built."""
import functools
import os
import pathlib
import subprocess
import tempfile
import unittest

SYSTEMD = pathlib.Path(__file__).resolve().parents[2] / "systemd"
PROGRAM = pathlib.Path(os.environ["TERMWISE_BUILD"]).resolve() / "bin" / "termwised"
MOST_EXPOSURE = 15  # in tenths

# What the daemon, PostgreSQL and the plugin host ask of the kernel beyond reading and writing files.
NEEDED = {"accept4", "clone", "clone3", "close_range", "epoll_wait", "eventfd2", "execve", "fallocate", "flock", "futex",
          "inotify_add_watch", "kill", "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self",
          "memfd_create", "mmap", "mprotect", "pidfd_open", "pidfd_send_signal", "prctl", "prlimit64", "rename", "seccomp",
          "sendmsg", "setpgid", "setsid", "shmat", "shmget", "signalfd4", "socketpair", "sync_file_range",
          "timerfd_settime", "wait4"}
FORBIDDEN = {"bpf", "chroot", "clock_settime", "delete_module", "init_module", "io_uring_setup", "kexec_load", "mount",
             "open_by_handle_at", "perf_event_open", "pivot_root", "ptrace", "reboot", "setuid", "swapon",
             "process_vm_writev", "userfaultfd"}


def run(*arguments):
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=60)


@functools.cache
def calls_of(group):
    """The system calls of one of systemd's groups, those of the groups in it included."""
    listed = run("systemd-analyze", "syscall-filter", group)
    if listed.returncode != 0:
        raise AssertionError(listed.stderr)
    names = [line.strip() for line in listed.stdout.splitlines()[1:]]
    return expand(name for name in names if name and not name.startswith("#"))


def expand(names):
    calls = set()
    for name in names:
        calls |= calls_of(name) if name.startswith("@") else {name}
    return calls


class Unit(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="termwise-unit-")
        self.addCleanup(self.temporary.cleanup)
        self.directory = pathlib.Path(self.temporary.name)
        self.text = (SYSTEMD / "termwised.service").read_text(encoding="utf-8")

    def install(self, text, drop_in=None):
        unit = self.directory / "termwised.service"
        self.assertEqual(text.count("ExecStart=/usr/bin/termwised "), 1)
        unit.write_text(text.replace("ExecStart=/usr/bin/termwised ", f"ExecStart={PROGRAM} "), encoding="utf-8")
        if drop_in:
            (self.directory / "termwised.service.d").mkdir()
            (self.directory / "termwised.service.d" / "network.conf").write_text(drop_in, encoding="utf-8")
        return unit

    def assert_verified(self, unit):
        done = run("systemd-analyze", "verify", unit)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def exposure(self, unit):
        return run("systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE}", unit)

    def assert_not_exposed(self, unit):
        done = self.exposure(unit)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        print(done.stdout.splitlines()[-1].lstrip("→ "))

    def test_the_shipped_unit_is_understood(self):
        self.assert_verified(self.install(self.text))

    def test_a_mistake_in_it_would_be_seen(self):
        done = run("systemd-analyze", "verify", self.install(self.text.replace("OOMPolicy=", "OomPolicy=")))
        self.assertIn("OomPolicy", done.stderr)

    def test_the_shipped_unit_is_hardly_exposed(self):
        self.assert_not_exposed(self.install(self.text))

    def test_a_unit_without_its_hardening_would_be_seen(self):
        bare = self.text[:self.text.index("# Files.")]
        self.assertNotEqual(self.exposure(self.install(bare)).returncode, 0)

    def test_with_the_network_it_is_hardly_more_exposed(self):
        drop_in = (SYSTEMD / "network.conf").read_text(encoding="utf-8")
        for commented in ("#IPAddressAllow=", "#LoadCredential=", "#Environment="):
            self.assertIn(commented, drop_in)
            drop_in = drop_in.replace(commented, commented[1:])
        unit = self.install(self.text, drop_in)
        self.assert_verified(unit)
        self.assert_not_exposed(unit)

    def test_the_command_line_and_the_service_can_share_a_private_postgresql(self):
        """In another user namespace neither could see in /proc that the other runs the server; RemoveIPC would take the
        shared memory of the command line's server when the service stops."""
        self.assertNotIn("\nPrivateUsers=", self.text)
        self.assertNotIn("\nRemoveIPC=", self.text)

    def test_what_the_programs_need_is_allowed_and_nothing_that_would_harm(self):
        allowed = set()
        for line in self.text.splitlines():
            if line.startswith("SystemCallFilter=~"):
                allowed -= expand(line.partition("=~")[2].split())
            elif line.startswith("SystemCallFilter="):
                allowed |= expand(line.partition("=")[2].split())
        self.assertEqual(NEEDED - allowed, set())
        self.assertEqual(FORBIDDEN & allowed, set())


class Directories(unittest.TestCase):
    """Under a root of their own, as a package's installation would make them."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="termwise-root-")
        self.addCleanup(self.temporary.cleanup)
        self.root = pathlib.Path(self.temporary.name)
        (self.root / "etc" / "termwise").mkdir(parents=True)

    def test_the_user_is_made(self):
        made = run("systemd-sysusers", "--dry-run", f"--root={self.root}", SYSTEMD / "termwise.sysusers.conf")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("Creating user 'termwise'", made.stderr)

    @unittest.skipIf(os.geteuid() != 0, "only root can give directories away")
    def test_the_directories_are_made(self):
        run("systemd-sysusers", f"--root={self.root}", SYSTEMD / "termwise.sysusers.conf")
        name, _, user, group, _, home, shell = (self.root / "etc/passwd").read_text(encoding="utf-8").strip().split(":")
        self.assertEqual((name, home, shell), ("termwise", "/var/lib/termwise", "/usr/sbin/nologin"))
        (self.root / "etc/termwise/termwise.toml").touch()
        made = run("systemd-tmpfiles", "--create", f"--root={self.root}", SYSTEMD / "termwise.tmpfiles.conf")
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        for path, mode, owner in (("etc/termwise", 0o750, 0), ("etc/termwise/termwise.toml", 0o640, 0),
                                  ("var/lib/termwise", 0o750, int(user)), ("var/lib/termwise/inbox", 0o770, int(user))):
            status = (self.root / path).stat()
            self.assertEqual((status.st_mode & 0o7777, status.st_uid, status.st_gid), (mode, owner, int(group)), path)


if __name__ == "__main__":
    unittest.main()
