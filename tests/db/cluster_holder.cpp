// Holds the embedded cluster of the state directory it is given until its standard input ends.
#include <unistd.h>

#include <cstdio>

#include "store/cluster.h"

int main(int, char** arguments) {
  auto cluster = termwise::store::EmbeddedCluster::acquire(arguments[1]);
  if (!cluster.ok()) {
    std::printf("%s\n", cluster.error().text().c_str());
    return static_cast<int>(cluster.error().exit);
  }
  std::printf("ready\n");
  std::fflush(stdout);
  char byte = 0;
  while (::read(0, &byte, 1) > 0) {
  }
  return 0;
}
