#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Processes.h"

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

/// Kills what has the mark, until nothing has it any more: a process may start another before it is killed itself.
static void kill_marked(const char *mark) {
  for (int round = 0; round < 200; round++) {
    if (minwal_kill_marked(mark) == 0) return;
    usleep(round < 20 ? 500 : 5000);
  }
}

/// Only calls that are safe between fork and exec.
static void guard(int socket, const char *mark) {
  prctl(PR_SET_NAME, "minwal-guardian");
  setsid();
  // A guardian is not to be found by the mark of a run that this one is a part of: it ends by itself, when it has done
  // its work.
  char *inherited = getenv("MINWAL_RUN");
  if (inherited) memset(inherited, 0, strlen(inherited));
  // Under a number that is low, so that everything above can be closed: locks, and ends of pipes that others wait for.
  if (dup2(socket, 0) < 0) _exit(1);
  if (close_range(1, ~0u, 0) != 0) {
    for (int descriptor = 1; descriptor < 65536; descriptor++) close(descriptor);
  }
  while (1) {
    int group;
    ssize_t count = recv(0, &group, sizeof group, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof group || group == 0) break;
    note_group(group);
  }
  for (int place = 0; place < most_groups; place++) {
    if (groups[place] > 0) kill(-groups[place], SIGKILL);
  }
  kill_marked(mark);
  _exit(0);
}

int minwal_start_guardian(const char *mark, int *identifier) {
  int ends[2];
  *identifier = -1;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  // Signals are for the parent; between fork and here none may run a handler of its in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    guard(ends[1], mark);
  }
  pthread_sigmask(SIG_SETMASK, &before, 0);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return -1;
  }
  *identifier = child;
  return ends[0];
}

int minwal_adopt_orphans(void) {
  // Children that a shell has left to this process by exec, or that an init adopts: those are not ours to end.
  siginfo_t none;
  int has_children = waitid(P_ALL, 0, &none, WEXITED | WNOHANG | WNOWAIT) == 0 || getpid() == 1;
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 && !has_children;
}
