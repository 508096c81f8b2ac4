#define _GNU_SOURCE
#include "Processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "CLinux.h"

// Not opendir, sscanf and the like: they may want memory, which another thread may have been changing at the fork.

struct entry {
  uint64_t number;
  int64_t offset;
  unsigned short size;
  unsigned char kind;
  char name[];
};

/// A process's number; 0 for what is none.
static int number_of(const char *name) {
  int number = 0;
  for (; *name; name++) {
    if (*name < '0' || *name > '9') return 0;
    number = number * 10 + (*name - '0');
  }
  return number;
}

/// Opens a file of a process.
static int open_of(int processes, const char *process, const char *file) {
  char path[64];
  size_t length = strlen(process);
  if (length > 16) return -1;
  memcpy(path, process, length);
  path[length] = '/';
  strcpy(path + length + 1, file);
  return openat(processes, path, O_RDONLY | O_CLOEXEC);
}

static ssize_t read_some(int descriptor, char *bytes, size_t count) {
  ssize_t got;
  do got = read(descriptor, bytes, count);
  while (got < 0 && errno == EINTR);
  return got;
}

/// Calls a function with each process but this one, and returns how often that said 1.
static int count_processes(int (*is_counted)(int processes, const char *name, void *context), void *context) {
  int processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (processes < 0) return 0;
  int count = 0, self = getpid();
  _Alignas(struct entry) char buffer[8192];
  long size;
  while ((size = syscall(SYS_getdents64, processes, buffer, sizeof buffer)) > 0) {
    for (long place = 0; place < size;) {
      struct entry *entry = (struct entry *)(buffer + place);
      place += entry->size;
      int number = number_of(entry->name);
      if (number > 0 && number != self) count += is_counted(processes, entry->name, context);
    }
  }
  close(processes);
  return count;
}

/// Whether a process's environment has the mark.
static int has_mark(int processes, const char *name, const char *mark) {
  int file = open_of(processes, name, "environ");
  if (file < 0) return 0;
  char bytes[4096];
  size_t kept = 0, length = strlen(mark);
  int found = 0;
  ssize_t count;
  while (!found && (count = read_some(file, bytes + kept, sizeof bytes - kept)) > 0) {
    size_t there = kept + (size_t)count;
    found = memmem(bytes, there, mark, length) != 0;
    // The mark may lie across two pieces.
    kept = there < length ? there : length - 1;
    memmove(bytes, bytes + there - kept, kept);
  }
  close(file);
  return found;
}

static int kill_if_marked(int processes, const char *name, void *mark) {
  if (!has_mark(processes, name, mark)) return 0;
  kill(number_of(name), SIGKILL);
  return 1;
}

int minwal_kill_marked(const char *mark) { return count_processes(kill_if_marked, (void *)mark); }

// MARK: Children

struct child {
  char state;
  int parent;
  int is_guardian;
};

/// Reads what /proc/N/stat says: "N (NAME) STATE PARENT …", of which the name can have every character.
static int read_child(int processes, const char *name, struct child *child) {
  int file = open_of(processes, name, "stat");
  if (file < 0) return 0;
  char bytes[512];
  ssize_t count = read_some(file, bytes, sizeof bytes - 1);
  close(file);
  if (count <= 0) return 0;
  bytes[count] = 0;
  char *start = strchr(bytes, '('), *end = strrchr(bytes, ')');
  if (!start || !end || end[1] != ' ' || !end[2] || end[3] != ' ') return 0;
  child->state = end[2];
  child->parent = 0;
  for (char *digit = end + 4; *digit >= '0' && *digit <= '9'; digit++) {
    child->parent = child->parent * 10 + (*digit - '0');
  }
  child->is_guardian = strncmp(start, "(minwal-guardian)", 17) == 0;
  return 1;
}

struct children {
  int *identifiers;
  int capacity;
  int count;
  int parent;
};

static int list_if_dead(int processes, const char *name, void *context) {
  struct children *all = context;
  struct child child;
  if (!read_child(processes, name, &child) || child.parent != all->parent || child.state != 'Z') return 0;
  if (all->count < all->capacity) all->identifiers[all->count++] = number_of(name);
  return 1;
}

int minwal_dead_children(int *identifiers, int capacity) {
  struct children all = {identifiers, capacity, 0, getpid()};
  count_processes(list_if_dead, &all);
  return all.count;
}

struct ending {
  const char *mark;
  int parent;
  int patience;
};

static int end_if_child(int processes, const char *name, void *context) {
  struct ending *ending = context;
  struct child child;
  if (!read_child(processes, name, &child) || child.parent != ending->parent) return 0;
  int identifier = number_of(name);
  if (ending->mark && child.state != 'Z' && !has_mark(processes, name, ending->mark)) return 0;
  // That of a process of this run, which has work to do.
  if (!child.is_guardian || ending->patience <= 0) kill(identifier, SIGKILL);
  if (ending->mark && child.state == 'Z') return 0;
  return waitpid(identifier, 0, WNOHANG) == 0;
}

void minwal_end_children(const char *mark) {
  struct ending ending = {mark, getpid(), 100};
  // Their own children become this process's, and are found in the next round.
  for (int rounds = 0, quiet = 0; rounds < 400 && quiet < 2; rounds++, ending.patience--) {
    siginfo_t any;
    if (waitid(P_ALL, 0, &any, WEXITED | WNOHANG | WNOWAIT) != 0 && errno == ECHILD) return;
    quiet = count_processes(end_if_child, &ending) == 0 ? quiet + 1 : 0;
    struct timespec pause = {0, rounds < 20 ? 500000 : 5000000};
    nanosleep(&pause, 0);
  }
}
