// Looking at all processes, by calls that are safe between fork and exec.
#ifndef MINWAL_PROCESSES_H
#define MINWAL_PROCESSES_H

/// Kills every process whose environment has the mark, and returns how many there were.
int minwal_kill_marked(const char *mark);

#endif
