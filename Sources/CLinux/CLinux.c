#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/// Process groups to kill; 0 where there is none. More are never alive at once: jobs times stages.
static int groups[16384];
enum { most_groups = sizeof groups / sizeof groups[0] };

static void note_group(int group) {
  int wanted = group > 0 ? 0 : -group;
  for (int place = 0; place < most_groups; place++) {
    if (groups[place] == wanted) {
      groups[place] = group > 0 ? group : 0;
      return;
    }
  }
}

/// Only calls that are safe between fork and exec.
static void guard(int socket) {
  prctl(PR_SET_NAME, "minwal-guardian");
  setsid();
  // Under a number that is low, so that everything above can be closed: locks, and ends of pipes that others wait for.
  if (dup2(socket, 0) < 0) _exit(1);
  if (close_range(1, ~0u, 0) != 0) {
    for (int descriptor = 1; descriptor < 65536; descriptor++) close(descriptor);
  }
  while (1) {
    int group;
    ssize_t count = recv(0, &group, sizeof group, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof group) break;
    note_group(group);
  }
  for (int place = 0; place < most_groups; place++) {
    if (groups[place] > 0) kill(-groups[place], SIGKILL);
  }
  _exit(0);
}

int minwal_start_guardian(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  // Signals are for the parent; between fork and here none may run a handler of its in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    guard(ends[1]);
  }
  pthread_sigmask(SIG_SETMASK, &before, 0);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return -1;
  }
  return ends[0];
}
