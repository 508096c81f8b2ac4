// Calls of Linux that the C library's Swift module leaves out, since they are declared for _GNU_SOURCE only.
#ifndef MINWAL_CLINUX_H
#define MINWAL_CLINUX_H

/// Writes everything of a file system to its device. See syncfs(2).
extern int syncfs(int descriptor);

#endif
