#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// The numbers are part of libcurl's binary interface, which has been the same since 2006 (libcurl.so.4).
enum {
  option_timeout_ms = 155,
  option_connect_timeout_ms = 156,
  option_no_progress = 43,
  option_no_signal = 99,
  option_protocols = 181,
  option_write_data = 10001,
  option_url = 10002,
  option_error_buffer = 10010,
  option_post_fields = 10015,
  option_user_agent = 10018,
  option_http_header = 10023,
  option_progress_data = 10057,
  option_header_data = 10029,
  option_write_function = 20011,
  option_header_function = 20079,
  option_progress_function = 20219,
  option_post_field_size_large = 30120,
  info_response_code = 0x200002,
  global_default = 3,
  protocols_http = 1 | 2,
  code_ok = 0,
  code_unsupported_protocol = 1,
  code_malformed_url = 3,
  code_write_error = 23,
  code_timed_out = 28,
  code_aborted = 42,
};

static struct {
  const char *problem;
  int (*global_init)(long);
  void *(*easy_init)(void);
  void (*easy_cleanup)(void *);
  int (*setopt)(void *, int, ...);
  int (*perform)(void *);
  int (*getinfo)(void *, int, ...);
  const char *(*describe)(int);
  void *(*list_append)(void *, const char *);
  void (*list_free)(void *);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4", "libcurl.so"};
  void *library = 0;
  for (size_t place = 0; place < sizeof names / sizeof *names && !library; place++) {
    library = dlopen(names[place], RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) {
    curl.problem = "libcurl is not installed (Debian's package is libcurl4)";
    return;
  }
  *(void **)&curl.global_init = dlsym(library, "curl_global_init");
  *(void **)&curl.easy_init = dlsym(library, "curl_easy_init");
  *(void **)&curl.easy_cleanup = dlsym(library, "curl_easy_cleanup");
  *(void **)&curl.setopt = dlsym(library, "curl_easy_setopt");
  *(void **)&curl.perform = dlsym(library, "curl_easy_perform");
  *(void **)&curl.getinfo = dlsym(library, "curl_easy_getinfo");
  *(void **)&curl.describe = dlsym(library, "curl_easy_strerror");
  *(void **)&curl.list_append = dlsym(library, "curl_slist_append");
  *(void **)&curl.list_free = dlsym(library, "curl_slist_free_all");
  if (!curl.global_init || !curl.easy_init || !curl.easy_cleanup || !curl.setopt || !curl.perform || !curl.getinfo ||
      !curl.describe || !curl.list_append || !curl.list_free || curl.global_init(global_default) != code_ok) {
    curl.problem = "the libcurl that is installed cannot be used";
  }
}

struct minwal_http {
  void *handle;
  void *headers;
  char problem[256];
  // Of the answer that is coming.
  char *body;
  size_t size, room, limit;
  int is_too_long;
  long retry_after;
  int (*is_over)(void);
};

static size_t take_body(char *data, size_t one, size_t count, void *context) {
  minwal_http *client = context;
  size_t size = one * count;
  if (client->size + size > client->limit) {
    client->is_too_long = 1;
    return 0;
  }
  if (client->size + size > client->room) {
    size_t room = (client->size + size) * 2;
    char *body = realloc(client->body, room);
    if (!body) return 0;
    client->body = body;
    client->room = room;
  }
  memcpy(client->body + client->size, data, size);
  client->size += size;
  return size;
}

static size_t take_header(char *data, size_t one, size_t count, void *context) {
  minwal_http *client = context;
  size_t size = one * count;
  static const char name[] = "retry-after:";
  if (size > sizeof name && strncasecmp(data, name, sizeof name - 1) == 0) {
    char digits[16] = {0};
    size_t length = size - (sizeof name - 1);
    memcpy(digits, data + sizeof name - 1, length < sizeof digits ? length : sizeof digits - 1);
    char *end;
    long seconds = strtol(digits, &end, 10);
    // A date is not read: whoever sends one means some seconds, and is asked again later anyway.
    if (end != digits && seconds >= 0) client->retry_after = seconds;
  }
  return size;
}

// libcurl asks about once a second, also while nothing comes.
static int report(void *context, long long to_come, long long came, long long to_go, long long went) {
  minwal_http *client = context;
  return client->is_over();
}

minwal_http *minwal_http_open(const char **problem) {
  pthread_once(&once, load);
  *problem = curl.problem;
  if (curl.problem) return 0;
  minwal_http *client = calloc(1, sizeof *client);
  if (client) client->handle = curl.easy_init();
  if (client) client->headers = curl.list_append(0, "Content-Type: application/json");
  if (!client || !client->handle || !client->headers) {
    minwal_http_close(client);
    *problem = "there is no memory for a connection";
    return 0;
  }
  void *handle = client->handle;
  curl.setopt(handle, option_no_signal, 1L);
  curl.setopt(handle, option_protocols, (long)protocols_http);
  curl.setopt(handle, option_user_agent, "minwal");
  curl.setopt(handle, option_http_header, client->headers);
  curl.setopt(handle, option_error_buffer, client->problem);
  curl.setopt(handle, option_write_function, take_body);
  curl.setopt(handle, option_write_data, client);
  curl.setopt(handle, option_header_function, take_header);
  curl.setopt(handle, option_header_data, client);
  curl.setopt(handle, option_progress_function, report);
  curl.setopt(handle, option_progress_data, client);
  curl.setopt(handle, option_no_progress, 0L);
  return client;
}

void minwal_http_close(minwal_http *client) {
  if (!client) return;
  if (client->handle) curl.easy_cleanup(client->handle);
  if (client->headers) curl.list_free(client->headers);
  free(client->body);
  free(client);
}

void minwal_http_post(minwal_http *client, const char *url, const char *body, size_t size, long timeout_ms, size_t limit,
                      int (*is_over)(void), minwal_http_answer *answer) {
  memset(answer, 0, sizeof *answer);
  free(client->body);
  client->body = 0;
  client->size = client->room = 0;
  client->limit = limit;
  client->is_too_long = 0;
  client->retry_after = -1;
  client->is_over = is_over;
  client->problem[0] = 0;
  void *handle = client->handle;
  curl.setopt(handle, option_url, url);
  curl.setopt(handle, option_post_field_size_large, (long long)size);
  curl.setopt(handle, option_post_fields, body);
  curl.setopt(handle, option_timeout_ms, timeout_ms);
  curl.setopt(handle, option_connect_timeout_ms, timeout_ms < 10000 ? timeout_ms : 10000L);
  int code = curl.perform(handle);
  answer->retry_after = client->retry_after;
  if (code == code_ok) {
    long status = 0;
    curl.getinfo(handle, info_response_code, &status);
    answer->outcome = minwal_http_answered;
    answer->status = (int)status;
    answer->body = client->body;
    answer->size = client->size;
    client->body = 0;
    return;
  }
  const char *problem = client->problem[0] ? client->problem : curl.describe(code);
  snprintf(answer->problem, sizeof answer->problem, "%s", problem);
  switch (code) {
    case code_aborted: answer->outcome = minwal_http_over; break;
    case code_timed_out: answer->outcome = minwal_http_timed_out; break;
    case code_write_error: answer->outcome = client->is_too_long ? minwal_http_too_long : minwal_http_failed; break;
    case code_unsupported_protocol:
    case code_malformed_url: answer->outcome = minwal_http_failed; break;
    default: answer->outcome = minwal_http_unreachable;
  }
}
