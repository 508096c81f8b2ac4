// A library for LD_PRELOAD that makes the operating system fail, or the process die, at a chosen call.
//
//   MINWAL_FAULT=count:FILE    counts the calls that change files, and writes the number to FILE at the end
//   MINWAL_FAULT=kill:N        the process is killed just before the Nth such call; a write is done by half
//   MINWAL_FAULT=power:N       likewise, and what was not synchronised is gone from the files, as after a power cut
//   MINWAL_FAULT=error:N:CODE  from the Nth call on, writes and synchronisations fail with errno CODE
//   MINWAL_FAULT=short:SEED    each write takes only a part of its bytes
//   MINWAL_FAULT=read:N:CODE   the Nth read of 64 KiB or more of a regular file fails with errno CODE
//
// Standard streams, pipes and devices are left alone.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static enum { NOTHING, COUNT, KILL, POWER, ERROR, SHORT, READ } fault;
static long target, calls, reads;
static int code;
static char report[PATH_MAX];

// Files that were written to: how much of each the device has for sure.
static struct entry { dev_t device; ino_t inode; char path[PATH_MAX]; off_t synced; } *entries;
static size_t entryCount;

__attribute__((constructor)) static void begin(void) {
  const char *wish = getenv("MINWAL_FAULT");
  if (!wish) return;
  if (sscanf(wish, "count:%4095s", report) == 1) fault = COUNT;
  else if (sscanf(wish, "kill:%ld", &target) == 1) fault = KILL;
  else if (sscanf(wish, "power:%ld", &target) == 1) fault = POWER;
  else if (sscanf(wish, "error:%ld:%d", &target, &code) == 2) fault = ERROR;
  else if (sscanf(wish, "short:%ld", &target) == 1) fault = SHORT;
  else if (sscanf(wish, "read:%ld:%d", &target, &code) == 2) fault = READ;
}

__attribute__((destructor)) static void end(void) {
  if (fault != COUNT) return;
  FILE *file = fopen(report, "w");
  if (file) { fprintf(file, "%ld", calls); fclose(file); }
}

static int isFile(int descriptor, struct stat *info) {
  return descriptor > 2 && fstat(descriptor, info) == 0 && S_ISREG(info->st_mode);
}

static struct entry *find(const struct stat *info) {
  for (size_t i = 0; i < entryCount; i++)
    if (entries[i].device == info->st_dev && entries[i].inode == info->st_ino) return &entries[i];
  return NULL;
}

static void opened(int descriptor, const char *path) {
  struct stat info;
  if (fault != POWER || !isFile(descriptor, &info)) return;
  pthread_mutex_lock(&lock);
  struct entry *entry = find(&info);
  if (!entry) {
    entries = realloc(entries, (entryCount + 1) * sizeof *entries);
    entry = &entries[entryCount++];
    *entry = (struct entry){.device = info.st_dev, .inode = info.st_ino, .synced = info.st_size};
  }
  if (!realpath(path, entry->path)) entry->path[0] = 0;
  pthread_mutex_unlock(&lock);
}

static void die(void) {
  if (fault == POWER)
    for (size_t i = 0; i < entryCount; i++) {
      struct stat info;
      if (stat(entries[i].path, &info) == 0 && info.st_ino == entries[i].inode && info.st_size > entries[i].synced)
        if (truncate(entries[i].path, entries[i].synced)) abort();
    }
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Counts a call that changes files. Returns 1 if it is to fail, with errno set.
static int arrive(int isTarget[1]) {
  if (fault == NOTHING || fault == SHORT || fault == READ) return 0;
  pthread_mutex_lock(&lock);
  long number = ++calls;
  if (isTarget) isTarget[0] = number == target;
  if ((fault == KILL || fault == POWER) && number == target && !isTarget) die();
  pthread_mutex_unlock(&lock);
  if (fault == ERROR && number >= target) { errno = code; return 1; }
  return 0;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  struct stat info;
  if (fault == NOTHING || !isFile(descriptor, &info)) return REAL(write)(descriptor, bytes, count);
  int isTarget = 0;
  if (arrive(&isTarget)) return -1;
  if (isTarget && (fault == KILL || fault == POWER)) {
    REAL(write)(descriptor, bytes, count / 2);
    pthread_mutex_lock(&lock);
    die();
  }
  if (fault == SHORT && count > 1) {
    pthread_mutex_lock(&lock);
    target = target * 6364136223846793005L + 1442695040888963407L;
    count = 1 + ((unsigned long)target >> 33) % count;
    pthread_mutex_unlock(&lock);
  }
  return REAL(write)(descriptor, bytes, count);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  struct stat info;
  if (fault == READ && count >= 1 << 16 && isFile(descriptor, &info)) {
    pthread_mutex_lock(&lock);
    int fails = ++reads == target;
    pthread_mutex_unlock(&lock);
    if (fails) { errno = code; return -1; }
  }
  return REAL(read)(descriptor, bytes, count);
}

static void synced(int descriptor) {
  struct stat info;
  if (fault != POWER || !isFile(descriptor, &info)) return;
  pthread_mutex_lock(&lock);
  struct entry *entry = find(&info);
  if (entry) entry->synced = info.st_size;
  pthread_mutex_unlock(&lock);
}

int fsync(int descriptor) {
  if (arrive(NULL)) return -1;
  int result = REAL(fsync)(descriptor);
  if (result == 0) synced(descriptor);
  return result;
}

int fdatasync(int descriptor) {
  if (arrive(NULL)) return -1;
  int result = REAL(fdatasync)(descriptor);
  if (result == 0) synced(descriptor);
  return result;
}

int syncfs(int descriptor) {
  if (arrive(NULL)) return -1;
  int result = REAL(syncfs)(descriptor);
  if (fault == POWER && result == 0) {
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < entryCount; i++) {
      struct stat info;
      if (stat(entries[i].path, &info) == 0 && info.st_ino == entries[i].inode) entries[i].synced = info.st_size;
    }
    pthread_mutex_unlock(&lock);
  }
  return result;
}

int rename(const char *from, const char *to) {
  if (arrive(NULL)) return -1;
  int result = REAL(rename)(from, to);
  if (fault == POWER && result == 0) {
    struct stat info;
    pthread_mutex_lock(&lock);
    struct entry *entry = stat(to, &info) == 0 ? find(&info) : NULL;
    if (entry && !realpath(to, entry->path)) entry->path[0] = 0;
    pthread_mutex_unlock(&lock);
  }
  return result;
}

int ftruncate(int descriptor, off_t length) {
  if (arrive(NULL)) return -1;
  int result = REAL(ftruncate)(descriptor, length);
  if (fault == POWER && result == 0) {
    struct stat info;
    pthread_mutex_lock(&lock);
    struct entry *entry = isFile(descriptor, &info) ? find(&info) : NULL;
    if (entry && entry->synced > length) entry->synced = length;
    pthread_mutex_unlock(&lock);
  }
  return result;
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int changes = (flags & O_ACCMODE) != O_RDONLY;
  if (changes && flags & O_CREAT && arrive(NULL)) return -1;
  int descriptor = REAL(open)(path, flags, mode);
  if (changes && descriptor >= 0) opened(descriptor, path);
  return descriptor;
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));
int ftruncate64(int descriptor, off_t length) __attribute__((alias("ftruncate")));
