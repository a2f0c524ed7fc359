#!/usr/bin/python3
"""The installed SDK as other builds than this one's find it: by pkg-config, from a project in C alone, with clang."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["TERMWISE_BUILD"])
C_PLUGIN = ROOT / "tests" / "abi" / "plugins" / "first-c.c"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="termwise-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        first = cls.directory / "first"
        subprocess.run(["cmake", "--install", BUILD, "--component", "sdk", "--prefix", first], check=True,
                       capture_output=True)
        cls.prefix = first.rename(cls.directory / "moved")  # an SDK is found wherever it was put afterwards

    def call(self, *command, directory=None, **environment):
        done = subprocess.run([str(part) for part in command], cwd=directory or self.directory, capture_output=True,
                              text=True, env={**os.environ, "CMAKE_PREFIX_PATH": str(self.prefix), **environment})
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def project(self, name, text, *arguments):
        """Configures a project of that CMakeLists.txt; returns the finished process and the build directory."""
        source = self.directory / name
        source.mkdir()
        (source / "CMakeLists.txt").write_text(f"cmake_minimum_required(VERSION 3.25)\n{text}", encoding="utf-8")
        done = subprocess.run(["cmake", "-S", source, "-B", source / "build", *arguments], capture_output=True, text=True,
                              env={**os.environ, "CMAKE_PREFIX_PATH": str(self.prefix)})
        return done, source / "build"

    def exports(self, library):
        return [line.split()[-1] for line in self.call("nm", "-D", "--defined-only", library).splitlines()]

    def test_pkg_config_tells_a_c_compiler_where_the_headers_are(self):
        pkg_config = {"PKG_CONFIG_PATH": str(self.prefix / "share" / "pkgconfig")}
        flags = self.call("pkg-config", "--cflags", "termwise", **pkg_config).split()
        self.assertEqual([pathlib.Path(flag.removeprefix("-I")).resolve() for flag in flags], [self.prefix / "include"])
        library = self.directory / "by-pkg-config.so"
        self.call("cc", "-std=c11", *WARNINGS, *flags, "-shared", "-fPIC", "-fvisibility=hidden", "-o", library, C_PLUGIN)
        self.assertEqual(self.exports(library), ["tw_plugin_entry"])

    def test_a_project_in_c_alone_builds_a_plugin(self):
        done, build = self.project("c-only", "project(c-only LANGUAGES C)\nset(CMAKE_C_STANDARD 11)\n"
                                             "find_package(Termwise 0.1 REQUIRED)\n"
                                             f"termwise_add_plugin(first-c SOURCES {C_PLUGIN})\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.call("cmake", "--build", build)
        self.assertEqual(self.exports(build / "termwise-first-c.so"), ["tw_plugin_entry"])

    @unittest.skipUnless(shutil.which("clang++-14"), "clang 14 is not installed")
    def test_clang_builds_and_tests_a_new_plugin(self):
        self.call(BUILD / "bin" / "termwise", "plugin", "new", "clanged", "--la", "886")
        source = self.directory / "clanged"
        flags = "-Wall -Wextra -Wpedantic -Werror"
        self.call("cmake", "-B", "build", "-DCMAKE_CXX_COMPILER=clang++-14", f"-DCMAKE_CXX_FLAGS={flags}", directory=source)
        self.call("cmake", "--build", "build", directory=source)
        self.assertIn("100% tests passed", self.call("ctest", "--test-dir", "build", directory=source))
        self.assertEqual(self.exports(source / "build" / "termwise-clanged.so"), ["tw_plugin_entry"])

    def test_no_new_plugin_has_the_name_of_one_that_comes_with_termwise(self):
        for name in ("national", "kent"):
            with self.subTest(name):
                done = subprocess.run([BUILD / "bin" / "termwise", "plugin", "new", name, "--la", "886"],
                                      cwd=self.directory, capture_output=True, text=True)
                self.assertEqual(done.returncode, 64, done.stderr)
                self.assertIn(f"'{name}' is a plugin that Termwise brings", done.stderr)
                self.assertFalse((self.directory / name).exists())

    def test_before_1_0_each_minor_version_is_another(self):
        for wanted, accepted in (("0.1", True), ("0.0", False), ("0.2", False), ("1.0", False)):
            with self.subTest(wanted):
                done, _ = self.project(f"wants-{wanted}", f"project(wants LANGUAGES CXX)\nfind_package(Termwise {wanted} REQUIRED)\n")
                self.assertEqual(done.returncode == 0, accepted, done.stderr)

    def test_what_there_is_to_read_is_installed(self):
        documents = self.prefix / "share" / "doc" / "termwise"
        for name in ("README.md", "CHANGELOG.md"):
            self.assertEqual((documents / name).read_text(encoding="utf-8"),
                             (ROOT / "sdk" / name).read_text(encoding="utf-8"))
        self.assertEqual((documents / "examples" / "first-c.c").read_bytes(), C_PLUGIN.read_bytes())


if __name__ == "__main__":
    unittest.main()
