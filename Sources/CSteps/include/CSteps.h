// A count for each thread, which Swift has no word for.
#ifndef MINWAL_CSTEPS_H
#define MINWAL_CSTEPS_H

/// Adds to this thread's count.
void minwal_steps_add(long steps);

/// This thread's count.
long minwal_steps(void);

#endif
