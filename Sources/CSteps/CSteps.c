#include "CSteps.h"

static _Thread_local long count;

void minwal_steps_add(long steps) { count += steps; }

long minwal_steps(void) { return count; }
