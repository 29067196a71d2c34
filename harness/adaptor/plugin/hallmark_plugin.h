/// \file
/// What a plug-in offers to Hallmark (`so:FILE`): a version, and one function that answers a line with a line.
/// For C (C99 and later) and C++. It stands alone: copy it to where it is needed.
///
/// The lines are those of the adaptor protocol: JSON-RPC 2.0 in UTF-8, a request or a batch of them in, what answers it
/// out. A plug-in runs in a process of its own, so it may crash or hang without harm to anything but itself; what it
/// prints, to standard output too, becomes the log of that process.
#pragma once

#include <stddef.h>

/// The version of this page. It changes when a plug-in of before could not be used any more.
#define HALLMARK_PLUGIN_VERSION 1

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HALLMARK_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define HALLMARK_PLUGIN_EXPORT
#endif

/// Defined by the plug-in, as `const unsigned hallmark_plugin_version = HALLMARK_PLUGIN_VERSION;`. It is read before
/// anything is called; another version is refused.
extern HALLMARK_PLUGIN_EXPORT const unsigned hallmark_plugin_version;

/// Defined by the plug-in. `request` is a line of `request_length` bytes, at most 16 MiB, without its line end; a NUL
/// comes after it. It belongs to the caller and is gone when the function has returned.
///
/// Returns the line that answers it, without a line end and with none inside, and sets `*response_length` to its bytes.
/// It belongs to the plug-in and is read until the next call by the same thread and no longer. NULL says that the
/// plug-in is broken.
///
/// It is called by one thread, for one line after the other, unless the statement of the plug-in claims `concurrent` of
/// 2 or more: then it is called by several threads at once, so many at most (ten times as many in a case that overloads
/// it), has to be safe for that, and each thread needs an answer of its own, which ends with the thread. After the
/// answer to `shutdown` there is no other call, and the process ends as usual: destructors and what `atexit` was told
/// are run.
HALLMARK_PLUGIN_EXPORT const char* hallmark_plugin_exchange(const char* request, size_t request_length,
                                                            size_t* response_length);

#ifdef __cplusplus
}
#endif
