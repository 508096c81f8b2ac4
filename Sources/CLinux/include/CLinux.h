// Calls of Linux that the C library's Swift module leaves out.
#ifndef MINWAL_CLINUX_H
#define MINWAL_CLINUX_H

#include <malloc.h>

/// Writes everything of a file system to its device. See syncfs(2).
extern int syncfs(int descriptor);

#endif
