// Calls of Linux that the C library's Swift module leaves out, and what cannot be written in Swift.
#ifndef MINWAL_CLINUX_H
#define MINWAL_CLINUX_H

#include <malloc.h>
#include <spawn.h>

/// Writes everything of a file system to its device. See syncfs(2).
extern int syncfs(int descriptor);

/// A pipe whose ends programs that this one starts do not get. See pipe(2).
extern int pipe2(int ends[2], int flags);

/// The command of fcntl(2) that changes how much a pipe holds.
static const int minwal_set_pipe_size = 1031;

/// Has a process close all descriptors from one on. See posix_spawn(3).
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int lowest);

/// Has a process run in a folder. See posix_spawn(3).
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *folder);

/// Starts a process that outlives this one, however suddenly it ends, by a moment: it kills the process groups that it was
/// told of, and all processes whose environment has the mark, and then ends itself.
///
/// It is a fork of this process that runs nothing but this library's code, which a program with several threads allows,
/// and that has none of its descriptors.
///
/// `mark` must stay as it is. `identifier` gets the number of the process.
///
/// Returns a socket to tell it of process groups, an int each: n to watch the group n, -n to forget it, 0 to do its work
/// now; or -1.
int minwal_start_guardian(const char *mark, int *identifier);

/// Has processes that lose their parent, and that descend from this one, become children of this one.
///
/// Returns whether all children that this process will have are its own or such: it has none yet.
int minwal_adopt_orphans(void);

/// Lists children that have ended and that nobody has waited for, as many as there is room for; returns how many.
int minwal_dead_children(int *identifiers, int capacity);

/// Kills all children, their children, and so on, and waits for them, for some two seconds at most.
///
/// With a `mark`, only those whose environment has it.
void minwal_end_children(const char *mark);

#endif
