// HTTP by libcurl, which is loaded when it is first needed: the program starts without it, and where it is not installed.
#ifndef MINWAL_CCURL_H
#define MINWAL_CCURL_H

#include <stddef.h>

/// A client with its connections, for one thread at a time.
typedef struct minwal_http minwal_http;

enum {
  /// There is a status and a body.
  minwal_http_answered,
  /// Nobody is at the address, or the connection broke off: it may work later.
  minwal_http_unreachable,
  minwal_http_timed_out,
  /// The body is longer than it may be.
  minwal_http_too_long,
  /// It will not work later either: the address is none.
  minwal_http_failed,
  /// The caller did not want to wait any more.
  minwal_http_over,
};

typedef struct {
  /// One of the above.
  int outcome;
  int status;
  char *body;
  size_t size;
  /// What the server wants one to wait, in seconds; -1 if it did not say.
  long retry_after;
  /// What went wrong.
  char problem[256];
} minwal_http_answer;

/// Creates a client; if that is not possible, returns 0 and says why.
minwal_http *minwal_http_open(const char **problem);
void minwal_http_close(minwal_http *client);

/// Sends JSON and waits for the answer, whose body must be freed; gives up when `is_over` says so, on the same thread.
void minwal_http_post(minwal_http *client, const char *url, const char *body, size_t size, long timeout_ms, size_t limit,
                      int (*is_over)(void), minwal_http_answer *answer);

#endif
