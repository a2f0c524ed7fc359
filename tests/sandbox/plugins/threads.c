/* Ten thousand threads, each of which ends within two seconds. */
#include <pthread.h>
#include <unistd.h>

#include "sin.h"

static void* wait_a_little(void* argument) {
  sleep(2);
  return argument;
}

static int32_t evaluate(const tw_input* input, const tw_emit_host* host) {
  (void)input, (void)host;
  int count;
  for (count = 0; count < 10000; ++count) {
    pthread_t one;
    if (pthread_create(&one, NULL, wait_a_little, NULL) != 0) break;
    pthread_detach(one);
  }
  return TW_OK;
}
