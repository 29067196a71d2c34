/// \file
/// The files that a target is made of, and their digests: what a record says it was about.
#pragma once

#include <string>
#include <vector>

#include "harness/run/record.h"

namespace hallmark::suites {

/// A file and its SHA-256 as it is now; a file that cannot be read has "unreadable" for a digest.
run::NamedFile named_file(const std::string& file);

/// Of `exec:COMMAND` the executable and every file that an argument names, also after "="; of `so:FILE` the plug-in. No
/// file twice. Of a service its URL, with the words "binary not seen", and the digest of the TLS certificate that it
/// shows. Of anything else none: what ships is told by the version.
std::vector<run::NamedFile> files_of_target(const std::string& target);

}  // namespace hallmark::suites
