/* A plug-in in C, for tests: it answers what it is asked with nothing, and misbehaves at four operations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/adaptor/plugin/hallmark_plugin.h"

#ifndef PLUGIN_VERSION
#define PLUGIN_VERSION HALLMARK_PLUGIN_VERSION
#endif
#ifndef PLUGIN_WITHOUT_VERSION
const unsigned hallmark_plugin_version = PLUGIN_VERSION;
#endif

static char answer[512];

static int asks(const char* request, const char* operation) {
  char member[64];
  snprintf(member, sizeof member, "\"method\":\"%s\"", operation);
  return strstr(request, member) != NULL;
}

const char* hallmark_plugin_exchange(const char* request, size_t request_length, size_t* response_length) {
  const char* id = strstr(request, "\"id\":");
  const char* result = "{}";
  int written;
  if (id == NULL || strlen(request) != request_length) return NULL;
  if (asks(request, "report")) abort();
  if (asks(request, "advance")) {
    for (;;) {
    }
  }
  if (asks(request, "installCode")) return NULL;
  if (asks(request, "registration")) puts("this is for the log");
  if (asks(request, "initialize"))
    result = "{\"protocol\":1,\"implementation\":{\"name\":\"in C\",\"version\":\"1\"},\"statement\":{\"facets\":[]}}";
  written = snprintf(answer, sizeof answer, "{\"jsonrpc\":\"2.0\",\"id\":%ld,\"result\":%s}", strtol(id + 5, NULL, 10),
                     result);
  if (written < 0 || (size_t)written >= sizeof answer) return NULL;
  *response_length = (size_t)written;
  return answer;
}
