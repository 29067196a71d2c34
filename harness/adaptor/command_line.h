/// \file
/// A command as one text: taken apart as a POSIX shell would quote it, without a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallmark::adaptor {

/// The words of a command. Blanks part words; '…' keeps everything, "…" everything but \ before $ ` " \ and a line end,
/// \ keeps the next character. Nothing is expanded: $, *, ~, | and > are plain characters. Throws std::invalid_argument
/// for an open quote, a lone \ at the end, a NUL or a command without a word.
std::vector<std::string> split_command(std::string_view command);

/// The path of a program: `name` itself where it has a slash, else the first executable file of that name in the
/// directories of `search_path` (parted by colons, an empty one is the current directory). Throws std::invalid_argument
/// where there is none.
std::string find_executable(const std::string& name, std::string_view search_path);

}  // namespace hallmark::adaptor
