// All of it is inlined; the package manager asks for a source file.
#include "CSIMD.h"
