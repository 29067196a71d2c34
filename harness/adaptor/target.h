/// \file
/// How the command line names what is to be tested: `inproc:NAME`, `exec:COMMAND`, `so:FILE` or `http:URL`.
#pragma once

#include <string>
#include <string_view>

namespace hallmark::adaptor {

/// What a target may look like, as help and complaints say it.
inline constexpr const char* target_forms = "inproc:NAME, exec:COMMAND, so:FILE or http://HOST:PORT/PATH";

/// A target, taken apart.
struct Target {
  enum class Kind {
    in_process,  ///< one of the implementations that ship with Hallmark, by name
    command,     ///< a program that is started and spoken to over its standard input and output
    plugin,      ///< a shared object (plugin/hallmark_plugin.h), by its file
    service,     ///< a service that is running, at a URL; `rest` is the whole URL, "http://127.0.0.1:8080/"
  };
  Kind kind = Kind::in_process;
  std::string rest;  ///< what follows the colon; never empty
  bool operator==(const Target&) const = default;
};

/// Takes a target apart. Throws std::invalid_argument, in one line and with what to use instead, for anything else.
Target target(std::string_view text);

}  // namespace hallmark::adaptor
