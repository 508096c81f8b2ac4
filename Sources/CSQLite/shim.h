#include <sqlite3.h>

/// Has SQLite copy a text that is bound, so that it need not outlive the call. The macro is a cast that Swift cannot see.
static inline int minwal_bind_text(sqlite3_stmt *statement, int index, const char *text, int size) {
  return sqlite3_bind_text(statement, index, text, size, SQLITE_TRANSIENT);
}
