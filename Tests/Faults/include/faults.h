// Nothing to call: the library is for LD_PRELOAD. See faults.c.
