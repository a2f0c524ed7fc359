#!/bin/sh
# Runs a test program as the user nobody. Only root can; and the build must lie where nobody may look.
if [ "$(id -u)" -ne 0 ]; then
  echo "SKIPPED: only root can become nobody; the tests above already ran as an ordinary user"
  exit 77
fi
as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
if ! $as_nobody test -x "$1"; then
  echo "SKIPPED: nobody may not look into $(dirname "$1")"
  exit 77
fi
cd / && exec $as_nobody "$1" --gtest_brief=1
